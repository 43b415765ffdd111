package dev.sgen.admin.review;

import dev.sgen.admin.shell.HiddenField;
import dev.sgen.admin.shell.PageShell;
import dev.sgen.admin.shell.Selection;
import dev.sgen.admin.shell.VersionComparison;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an action will do, before it is done.
 *
 * @param lead one sentence: what, for whom
 * @param button says the same as a verb
 * @param live whether visitors of the live site see the effect
 * @param items what happens to each record
 * @param consequences what else follows, and how to go back
 * @param conflicts records that changed on live meanwhile
 * @param typeToConfirm a word to type, only where it can't be undone; or null
 * @param chosen what the form sends back to choose the same records again
 * @param more how many records there are beside the items shown
 * @param hindrances every record that stood in the way, with its reason
 * @param moment the question for a moment, or null where none is asked
 */
public record ReviewPage(
        PageShell frame,
        String verb,
        String title,
        String lead,
        String button,
        boolean live,
        boolean possible,
        List<String> records,
        List<Item> items,
        List<Item> carried,
        List<Consequence> consequences,
        List<Conflict> conflicts,
        List<String> missing,
        @Nullable String typeToConfirm,
        @Nullable ScheduleQuestion moment,
        String back,
        List<HiddenField> chosen,
        int more,
        List<Item> hindrances) {
    public static final int SHOWN = 100;

    /** The same for a selection: nobody reads ten thousand lines, and a form sends a filter back as a filter. */
    ReviewPage choosing(Selection.Chosen selection, List<Item> standing) {
        return new ReviewPage(
                frame,
                verb,
                title,
                lead,
                button,
                live,
                possible,
                records,
                items.stream().limit(SHOWN).toList(),
                carried.stream().limit(SHOWN).toList(),
                consequences,
                conflicts,
                missing.stream().limit(SHOWN).toList(),
                typeToConfirm,
                moment,
                back,
                selection.fields(),
                Math.max(0, selection.ids().size() - SHOWN),
                standing);
    }

    /** One record, and what happens to it. */
    public record Item(
            String title,
            String type,
            String href,
            @Nullable String path,
            String effect,
            @Nullable String stays) {}

    /** A line with an icon. */
    public record Consequence(String icon, String text) {}

    /** A record that changed on live since staging last agreed with it. */
    public record Conflict(
            String id, String title, String reason, List<String> heads, List<VersionComparison.Row> rows) {}
}
