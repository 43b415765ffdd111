package dev.sgen.admin.site;

import dev.sgen.admin.shell.PageShell;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Page model of the list of sites, and of the form for a new one. */
public record SitesPage(
        PageShell frame,
        List<Card> cards,
        boolean mayCreate,
        String baseDomain,
        List<String> plans,
        Map<String, String> typed,
        Map<String, String> errors,
        @Nullable String error) {
    /** One site. */
    public record Card(
            String name,
            String key,
            String plan,
            String liveHost,
            String stagingHost,
            String liveUrl,
            String stagingUrl) {}

    public String typed(String field) {
        return typed.getOrDefault(field, "");
    }
}
