package dev.sgen.admin.review;

import dev.sgen.admin.shell.HiddenField;
import dev.sgen.admin.shell.PageShell;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Page model of the review before records move between the environments: a refresh, or a promotion of records that
 * changed on live too.
 *
 * @param refresh true for live to staging, false for staging to live
 * @param lead one sentence: what happens, and who sees it
 * @param button the same as a button label
 * @param hidden hidden fields that repeat the request, so that exactly what was shown is executed
 * @param items the effect on each record, up to a limit
 * @param more how many records are not listed in {@code items}
 * @param lost staging work that would be replaced
 * @param cards records whose conflicts need a decision
 * @param scope the content types a refresh can be limited to; empty if records were selected
 * @param everything whether a refresh also replaces what was changed on staging
 * @param confirm a sentence to tick before staging work is replaced, or null
 */
public record CrossingReviewPage(
        PageShell frame,
        boolean refresh,
        String title,
        String lead,
        String button,
        boolean possible,
        String action,
        String back,
        List<HiddenField> hidden,
        List<ReviewPage.Item> items,
        int more,
        List<ReviewPage.Item> lost,
        List<Card> cards,
        List<ReviewPage.Consequence> consequences,
        List<Choice> scope,
        boolean everything,
        @Nullable String confirm) {
    /** A content type that a refresh can be limited to. */
    public record Choice(String value, String label, boolean ticked) {}

    /**
     * A record that changed in both environments.
     *
     * @param reason why it needs attention
     * @param live version, author and time on live, in words
     * @param mergeable whether conflicts can be decided field by field; otherwise only one side as a whole can be
     *     chosen
     * @param whole the side chosen for the whole record; empty if none
     * @param seen the published versions shown, as {@code STAGING:LIVE}, to detect later changes
     */
    public record Card(
            String id,
            String title,
            String href,
            String reason,
            String base,
            String live,
            String staging,
            boolean mergeable,
            String whole,
            String seen,
            List<Row> rows) {
        /** The number of differences that need a decision. */
        public long conflicts() {
            return rows.stream().filter(Row::conflict).count();
        }
    }

    /**
     * One field or block that differs.
     *
     * @param name the form field of the choice
     * @param result which side is taken automatically; empty for a conflict
     * @param options the choices for a conflict, none of them preselected
     */
    public record Row(
            String name,
            String label,
            boolean conflict,
            String base,
            String live,
            String staging,
            String result,
            List<Option> options) {}

    /** One choice. */
    public record Option(String value, String label, boolean picked) {}
}
