package dev.sgen.admin.review;

import dev.sgen.admin.shell.AdminContext;
import dev.sgen.publishing.PublishingRefusal;
import dev.sgen.vocabulary.Refusal;
import java.util.List;

/** Lists every record that blocks an operation, each with its reason and a link (BULK-11). */
public final class Blockers {
    private Blockers() {}

    /** The blocking records of a refusal; empty if the refusal names none. */
    public static List<ReviewPage.Item> of(AdminContext context, Refusal refusal) {
        return switch (refusal) {
            case PublishingRefusal.InvalidState(var records, var sentence) ->
                records.stream()
                        .map(r -> item(context, r.record().toString(), r.title(), r.reason()))
                        .toList();
            case PublishingRefusal.PathTaken(var environment, var clashes) ->
                clashes.stream()
                        .map(c -> item(
                                context,
                                c.record().toString(),
                                c.path(),
                                "the address on " + environment.key() + " belongs to “" + c.holderTitle() + "”"))
                        .toList();
            case PublishingRefusal.LiveMoved(var records) ->
                records.stream()
                        .map(r -> item(context, r.record().toString(), r.title(), r.reason()))
                        .toList();
            default -> List.of();
        };
    }

    private static ReviewPage.Item item(AdminContext context, String id, String title, String reason) {
        return new ReviewPage.Item(
                title,
                "",
                context.base() + "/record/" + id,
                null,
                context.times().inWords(reason),
                null);
    }
}
