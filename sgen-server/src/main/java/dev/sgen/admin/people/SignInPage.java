package dev.sgen.admin.people;

import dev.sgen.admin.shell.PageShell;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A page before anybody is signed in.
 *
 * @param error what was wrong, or null
 * @param typed what was typed, but never a password
 * @param fieldErrors by field name
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
