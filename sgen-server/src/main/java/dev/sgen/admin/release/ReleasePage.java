package dev.sgen.admin.release;

import dev.sgen.admin.audit.AuditSentence;
import dev.sgen.admin.shell.PageShell;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Page model of one release.
 *
 * @param state the state's key, which selects the colour
 * @param standing the state as a sentence
 * @param trouble why it failed or what blocks it now; null if nothing does
 * @param approval the open or granted approval request, or null
 * @param mayAsk whether approval by a second person can be requested
 * @param pending whether it has not been promoted yet
 * @param scheduled whether it has a scheduled moment
 * @param moment the initial value of the date field
 * @param activity the audit entries about it; empty for operators who may not read the audit trail
 */
public record ReleasePage(
        PageShell frame,
        String id,
        String href,
        String name,
        int edition,
        String state,
        String standing,
        @Nullable String trouble,
        List<Group> groups,
        @Nullable Asked approval,
        boolean mayAsk,
        boolean pending,
        boolean mayChange,
        boolean maySchedule,
        boolean mayPromote,
        boolean mayUndo,
        boolean scheduled,
        String moment,
        String zone,
        List<AuditSentence> activity) {
    /** An approval request, open or granted. */
    public record Asked(String href, String sentence) {}

    /** Items with the same kind of effect on live. */
    public record Group(String title, List<Item> items) {}

    /**
     * One record of the release.
     *
     * @param effect what happens, or happened, to it on live
     * @param marks the warnings and blockers of the preflight
     * @param newer the version now published on staging, if it differs from the pinned one; otherwise null
     * @param removable whether it can be removed from the release
     */
    public record Item(
            String id,
            String href,
            String title,
            String type,
            @Nullable String path,
            String effect,
            List<Mark> marks,
            @Nullable Integer newer,
            boolean removable) {}

    /**
     * A warning or blocker of the preflight.
     *
     * @param href the address of the other release, if one is involved
     */
    public record Mark(
            String text, boolean blocks, @Nullable String href) {}

    public boolean empty() {
        return groups.isEmpty();
    }
}
