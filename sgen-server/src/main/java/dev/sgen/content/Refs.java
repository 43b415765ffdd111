package dev.sgen.content;

import dev.sgen.vocabulary.RecordId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** Finds the references in a record's content, by what the type's schema says about its fields and blocks. */
public final class Refs {
    private Refs() {}

    /** Every reference to a media or other record, in document order. The same target may occur several times. */
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
            // Content saved before the limits existed. Keep the references found so far.
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
