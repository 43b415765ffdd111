package dev.sgen.admin;

import dev.sgen.publishing.PublishingRefusal;
import dev.sgen.vocabulary.Refusal;
import java.util.List;

/** Every record that stands in the way of an operation, each with its own sentence and a way to it (BULK-11). */
final class Hindrances {
    private Hindrances() {}

    static List<DecisionPage.Item> of(Place place, Refusal refusal) {
        return switch (refusal) {
            case PublishingRefusal.InvalidState(var records, var sentence) ->
                records.stream()
                        .map(r -> item(place, r.record().toString(), r.title(), r.reason()))
                        .toList();
            case PublishingRefusal.PathTaken(var environment, var clashes) ->
                clashes.stream()
                        .map(c -> item(
                                place,
                                c.record().toString(),
                                c.path(),
                                "the address on " + environment.key() + " belongs to “" + c.holderTitle() + "”"))
                        .toList();
            case PublishingRefusal.LiveMoved(var records) ->
                records.stream()
                        .map(r -> item(place, r.record().toString(), r.title(), r.reason()))
                        .toList();
            default -> List.of();
        };
    }

    private static DecisionPage.Item item(Place place, String id, String title, String reason) {
        return new DecisionPage.Item(
                title, "", place.base() + "/record/" + id, null, place.times().inWords(reason), null);
    }
}
