package dev.sgen.admin.review;

import dev.sgen.admin.shell.HiddenField;
import dev.sgen.admin.shell.PageShell;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What will cross between the environments, before it does: a refresh, or a promotion of what live changed too.
 *
 * @param refresh true from live to staging, false from staging to live
 * @param lead one sentence: what, for whom
 * @param button says the same as a verb
 * @param hidden what the form sends back so that the same is done that was shown
 * @param items what happens to each record, the first of them
 * @param more how many further records there are
 * @param lost staging work that is replaced
 * @param cards records that somebody has to decide
 * @param scope what a refresh may be limited to; empty where records were named
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
    /** A type of record that a refresh can be limited to. */
    public record Choice(String value, String label, boolean ticked) {}

    /**
     * A record that both sides changed.
     *
     * @param live who published what on live, and when
     * @param mergeable whether field by field can be decided; else only the whole
     * @param whole the side that was chosen for the record as a whole, or empty
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
        /** How many differences nobody can decide but a person. */
        public long conflicts() {
            return rows.stream().filter(Row::conflict).count();
        }
    }

    /**
     * One field or block that differs.
     *
     * @param result what is taken without asking; for a conflict, empty
     * @param options what can be picked; a conflict starts with none
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

    /** One thing to pick. */
    public record Option(String value, String label, boolean picked) {}
}
