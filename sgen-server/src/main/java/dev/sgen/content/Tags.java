package dev.sgen.content;

import dev.sgen.vocabulary.FieldError;
import dev.sgen.vocabulary.Refused;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Cleans tags, plain words for filtering and bulk operations (REC-8): each on one line, without duplicates, in the
 * given order.
 */
public final class Tags {
    /** How many tags a record may have. */
    public static final int MOST = 50;

    private static final int LONGEST = 100;

    private Tags() {}

    /**
     * The cleaned tags, without empty ones.
     *
     * @param pointer where they are in the request, such as {@code /tags}
     * @throws Refused {@link InvalidContent} if a tag is invalid, or if there are too many
     */
    public static List<String> clean(List<String> given, String pointer) {
        List<FieldError> errors = new ArrayList<>();
        List<String> tags = clean(given, pointer, errors);
        if (!errors.isEmpty()) {
            throw new Refused(new InvalidContent(errors));
        }
        return tags;
    }

    static List<String> clean(List<String> given, String pointer, List<FieldError> errors) {
        Set<String> tags = new LinkedHashSet<>();
        for (int i = 0; i < given.size() && i <= 10 * MOST; i++) {
            String tag = given.get(i).length() > 20 * LONGEST
                    ? given.get(i).substring(0, 2 * LONGEST)
                    : TextRules.oneLine(given.get(i));
            int bad = TextRules.forbidden(tag);
            if (bad >= 0) {
                errors.add(new FieldError(pointer + "/" + i, TextRules.complaint(tag, bad)));
            } else if (TextRules.length(tag) > LONGEST) {
                errors.add(new FieldError(pointer + "/" + i, "Write at most " + LONGEST + " characters"));
            } else if (!tag.isEmpty()) {
                tags.add(tag);
            }
        }
        if (tags.size() > MOST) {
            errors.add(new FieldError(pointer, "There may be at most " + MOST + " tags"));
        }
        return List.copyOf(tags);
    }
}
