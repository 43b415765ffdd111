package dev.sgen.admin.audit;

import dev.sgen.audit.Operation;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How people call the acts that the trail files under a word. */
public final class OperationWords {
    private static final Map<String, String> LABELS = Map.ofEntries(
            Map.entry(Operation.SAVE.code(), "Save"),
            Map.entry(Operation.PROMOTE_REFUSE.code(), "Promote: refused"),
            Map.entry(Operation.SCHEDULE.code(), "Schedule: set"),
            Map.entry(Operation.SCHEDULE_CANCEL.code(), "Schedule: cancelled"),
            Map.entry(Operation.SCHEDULE_TRIGGER.code(), "Schedule: carried out"),
            Map.entry(Operation.SCHEDULE_FAIL.code(), "Schedule: came to nothing"),
            Map.entry(Operation.MEDIA_UPLOAD.code(), "Upload"),
            Map.entry(Operation.SIGN_IN.code(), "Sign in"),
            Map.entry(Operation.SIGN_IN_FAIL.code(), "Sign in: refused"),
            Map.entry(Operation.SIGN_OUT_EVERYWHERE.code(), "Sign out everywhere"));

    private OperationWords() {}

    /** One kind of act, as filters offer it. */
    public record Label(String code, String label) {}

    /** All of them, by label. */
    static List<Label> all() {
        return Arrays.stream(Operation.values())
                .map(Operation::code)
                .distinct()
                .map(code -> new Label(code, label(code)))
                .sorted(Comparator.comparing(Label::label))
                .toList();
    }

    static String label(String code) {
        String known = LABELS.get(code);
        if (known != null) {
            return known;
        }
        int dot = code.indexOf('.');
        String first = dot < 0 ? code : code.substring(0, dot);
        String words =
                Character.toUpperCase(first.charAt(0)) + first.substring(1).toLowerCase(Locale.ROOT);
        return dot < 0 ? words : words + ": " + code.substring(dot + 1).replace('.', ' ');
    }
}
