package dev.sgen.admin.people;

import dev.sgen.admin.shell.PageShell;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Page model of the pages for visitors who are not signed in.
 *
 * @param error the general error, or null
 * @param typed the input so far by field; never a password
 * @param fieldErrors errors by field
 */
public record SignInPage(
        PageShell frame, @Nullable String error, Map<String, String> typed, Map<String, String> fieldErrors) {
    public String typed(String field) {
        return typed.getOrDefault(field, "");
    }

    public @Nullable String wrong(String field) {
        return fieldErrors.get(field);
    }
}
