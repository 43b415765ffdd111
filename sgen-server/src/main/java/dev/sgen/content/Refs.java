package dev.sgen.content;

import dev.sgen.vocabulary.RecordId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** What a record's content refers to: found by what the type's schema says of its fields, blocks included. */
public final class Refs {
    private Refs() {}

    /** Every reference to a media or other record, in the order of the content; the same target may come often. */
    public static List<Reference> of(ContentType type, ObjectNode content) {
        List<Reference> found = new ArrayList<>();
        try {
            ScopedValue.where(CheckBudget.CURRENT, CheckBudget.ofWalk())
                    .run(() -> ContentWalk.walk(type, content, "", (place, value, pointer, replace) -> {
                        String target = place.target();
                        if (target != null && isId(value.asString())) {
                            found.add(new Reference(new RecordId(UUID.fromString(value.asString())), target, pointer));
                        }
                    }));
        } catch (CheckBudget.Spent | StackOverflowError ofOld) {
            // Content from before the limits, which couldn't be saved any more: what was found is found.
        }
        return List.copyOf(found);
    }

    private static boolean isId(String text) {
        try {
            return text.length() == 36 && UUID.fromString(text).toString().equals(text);
        } catch (IllegalArgumentException notAnId) {
            return false;
        }
    }
}
