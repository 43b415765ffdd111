package dev.sgen.forms;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Validates a post against the published fields of its form.
 *
 * @param filled the valid answers, in the form's order
 * @param problems the error messages by field name
 * @param leftOut names of sent fields that the form does not have
 */
record AnswerCheck(List<FilledField> filled, Map<String, String> problems, List<String> leftOut) {
    private static final int MOST_LEFT_OUT = 20;
    private static final int LONGEST_NAME = 100;
    private static final Pattern EMAIL = Pattern.compile("[^\\s@<>(),;:\"\\\\]{1,64}@[^\\s@<>(),;:\"\\\\]{1,189}");
    private static final Pattern NUMBER = Pattern.compile("[-+]?\\d{1,30}(?:[.,]\\d{1,20})?(?:[eE][-+]?\\d{1,3})?");
    private static final Pattern TELEPHONE = Pattern.compile("[-+0-9 ()./#*,;a-zA-Z]{3,60}");

    static AnswerCheck of(List<PublishedField> fields, Map<String, List<String>> sent) {
        List<FilledField> filledField = new ArrayList<>();
        Map<String, String> problems = new LinkedHashMap<>();
        LinkedHashSet<String> unknown = new LinkedHashSet<>(sent.keySet());
        for (PublishedField field : fields) {
            unknown.remove(field.name());
            List<String> values = values(field, sent.getOrDefault(field.name(), List.of()));
            String problem = problem(field, values);
            if (problem != null) {
                problems.put(field.name(), problem);
            } else if (!values.isEmpty()) {
                filledField.add(new FilledField(field.name(), field.label(), values));
            }
        }
        List<String> leftOut = unknown.stream()
                .limit(MOST_LEFT_OUT)
                .map(name -> SubmittedText.cut(name, LONGEST_NAME))
                .toList();
        return new AnswerCheck(List.copyOf(filledField), problems, leftOut);
    }

    private static List<String> values(PublishedField field, List<String> sent) {
        List<String> given = sent.stream()
                .map(value -> field.kind() == PublishedField.Kind.TEXTAREA
                        ? SubmittedText.lines(value)
                        : SubmittedText.line(value))
                .filter(value -> !value.isEmpty())
                .toList();
        if (given.isEmpty() || field.tick()) {
            return given.isEmpty() ? List.of() : List.of("yes");
        }
        return field.many() ? given.stream().distinct().toList() : List.of(given.getFirst());
    }

    private static @Nullable String problem(PublishedField field, List<String> values) {
        if (values.isEmpty()) {
            return field.required() ? missing(field) : null;
        }
        if (field.tick()) {
            return null;
        }
        for (String value : values) {
            String wrong = wrong(field, value);
            if (wrong != null) {
                return wrong;
            }
        }
        return null;
    }

    private static String missing(PublishedField field) {
        if (field.tick()) {
            return "Tick this box to go on.";
        }
        return field.options().isEmpty() ? "Fill in this field." : "Choose one of these.";
    }

    private static @Nullable String wrong(PublishedField field, String value) {
        if (!field.options().isEmpty()) {
            return field.options().contains(value) ? null : "Choose one of the options.";
        }
        if (value.length() > field.longest()) {
            return "Use at most " + field.longest() + " characters; these are " + value.length() + ".";
        }
        return switch (field.kind()) {
            case EMAIL -> EMAIL.matcher(value).matches() ? null : "Write an email address, such as name@example.org.";
            case NUMBER -> NUMBER.matcher(value).matches() ? null : "Write a number.";
            case DATE -> isDate(value) ? null : "Write a date such as 2026-03-01.";
            case TEL -> TELEPHONE.matcher(value).matches() ? null : "Write a telephone number.";
            case URL -> isWebAddress(value) ? null : "Write a web address that begins with https:// or http://.";
            default -> null;
        };
    }

    private static boolean isDate(String value) {
        try {
            LocalDate.parse(value);
            return true;
        } catch (DateTimeException noDate) {
            return false;
        }
    }

    private static boolean isWebAddress(String value) {
        try {
            URI uri = new URI(value);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            return (scheme.equals("https") || scheme.equals("http")) && uri.getHost() != null;
        } catch (URISyntaxException noAddress) {
            return false;
        }
    }
}
