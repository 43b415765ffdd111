package dev.sgen.admin.release;

import dev.sgen.admin.audit.AuditSentence;
import dev.sgen.admin.shell.PageShell;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One release.
 *
 * @param state the word that colours it
 * @param standing how it stands, in a sentence
 * @param trouble why it failed, or what holds it back now; null if nothing does
 * @param moment the field of its moment, prefilled
 * @param scheduled whether it has a moment
 * @param approval the request for it that something can still come of, or null
 * @param mayAsk whether a second person's word can be asked for
 * @param activity what the trail tells of it; empty for those who may not read the trail
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
    /** A second person's word, asked for or given. */
    public record Asked(String href, String sentence) {}

    /** Items that do the same to live. */
    public record Group(String title, List<Item> items) {}

    /**
     * One record.
     *
     * @param effect what happens, or happened, to it on live
     * @param newer the version staging publishes by now, where it is another one
     * @param removable whether it can be taken out of the release
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
     * Something to know before it goes.
     *
     * @param href the other release, where there is one
     */
    public record Mark(
            String text, boolean blocks, @Nullable String href) {}

    public boolean empty() {
        return groups.isEmpty();
    }
}
