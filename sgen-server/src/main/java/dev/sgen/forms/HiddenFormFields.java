package dev.sgen.forms;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The hidden fields of a rendered form.
 *
 * @param token the value of the field {@value #TOKEN}
 * @param trap the name of the honeypot field, invisible to people
 */
public record HiddenFormFields(String token, String trap) {
    /** The name of the field for the token. */
    public static final String TOKEN = "sgen-token";

    /** The name of the field for the path of the page that contains the form. */
    public static final String PAGE = "sgen-page";

    private static final List<String> TRAPS = List.of("homepage", "fax", "second-name", "sgen-more");

    /** The first plausible field name that the form does not use itself. */
    static String trap(List<PublishedField> fields) {
        Set<String> own = fields.stream().map(PublishedField::name).collect(Collectors.toSet());
        return TRAPS.stream().filter(name -> !own.contains(name)).findFirst().orElse("sgen-most");
    }
}
