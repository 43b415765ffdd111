package dev.sgen.content;

import dev.sgen.vocabulary.FieldError;
import dev.sgen.vocabulary.SiteId;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Checks that a redirect has no credentials in its target and does not lead back to its own path. */
@Component
final class RedirectRule implements ContentRule {
    private static final Pattern CREDENTIALS = Pattern.compile("^(?i)https?://[^/?#]*@");

    @Override
    public String type() {
        return "redirect";
    }

    @Override
    public List<FieldError> check(SiteId site, ObjectNode content) {
        String from = plain(content.path("from").asString(""));
        String to = plain(content.path("to").asString("").replaceFirst("[?#].*$", ""));
        if (CREDENTIALS.matcher(content.path("to").asString("")).find()) {
            return List.of(new FieldError(
                    "/content/to", "This address carries a name or a password, which every visitor would read"));
        }
        return from.isEmpty() || !from.equals(to)
                ? List.of()
                : List.of(new FieldError("/content/to", "This leads back to the address it starts from"));
    }

    private static String plain(String path) {
        try {
            return path.startsWith("/") && !path.startsWith("//") ? Paths.normalise(path) : "";
        } catch (Paths.BadPath other) {
            return path;
        }
    }
}
