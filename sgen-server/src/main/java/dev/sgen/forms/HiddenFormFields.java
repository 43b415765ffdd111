package dev.sgen.forms;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a drawn form carries beyond its own fields.
 *
 * @param token the value of the hidden field {@value #TOKEN}
 * @param trap name of a field that people never see and programs like to fill in
 */
public record HiddenFormFields(String token, String trap) {
    /** Name of the hidden field for the token. */
    public static final String TOKEN = "sgen-token";

    /** Name of the hidden field for the path of the page that the form stands on. */
    public static final String PAGE = "sgen-page";

    private static final List<String> TRAPS = List.of("homepage", "fax", "second-name", "sgen-more");

    /** The first natural name that the form doesn't use itself. */
    static String trap(List<PublishedField> fields) {
        Set<String> own = fields.stream().map(PublishedField::name).collect(Collectors.toSet());
        return TRAPS.stream().filter(name -> !own.contains(name)).findFirst().orElse("sgen-most");
    }
}
