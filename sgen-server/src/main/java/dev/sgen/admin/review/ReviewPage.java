package dev.sgen.admin.review;

import dev.sgen.admin.shell.HiddenField;
import dev.sgen.admin.shell.PageShell;
import dev.sgen.admin.shell.Selection;
import dev.sgen.admin.shell.VersionComparison;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Page model of the review before an operation.
 *
 * @param lead one sentence: what happens, and who sees it
 * @param button the same as a button label
 * @param live whether visitors of live see the effect
 * @param possible whether the operation can be executed
 * @param items the effect on each record, up to a limit
 * @param carried records that are promoted along because the selected ones use them
 * @param consequences further consequences, and how to go back
 * @param conflicts records that changed on live meanwhile
 * @param missing what the records use and live will not have
 * @param typeToConfirm a text to type before an irreversible operation, or null
 * @param moment the form for the moment of a schedule; null for other operations
 * @param chosen hidden fields that repeat the selection
 * @param more how many records are not listed in {@code items}
 * @param hindrances every record that blocked the operation, with its reason
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

    /**
     * The same page for a selection: limits the lists to {@link #SHOWN} lines, and repeats a filter as a filter
     * instead of listing thousands of record ids.
     */
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

    /**
     * One record and the effect on it.
     *
     * @param stays a note on what is not affected, or on a schedule that ends; or null
     */
    public record Item(
            String title,
            String type,
            String href,
            @Nullable String path,
            String effect,
            @Nullable String stays) {}

    /** A line with an icon. */
    public record Consequence(String icon, String text) {}

    /** A record that changed on live since the base, with the three versions. */
    public record Conflict(
            String id, String title, String reason, List<String> heads, List<VersionComparison.Row> rows) {}
}
