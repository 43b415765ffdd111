package dev.sgen.theme;

import dev.sgen.content.ContentRule;
import dev.sgen.vocabulary.FieldError;
import dev.sgen.vocabulary.SiteId;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** A theme whose templates can't be used is refused where it is saved, with the line and the reason (T7). */
@Component
final class TemplateRule implements ContentRule {
    private final Themes themes;

    TemplateRule(Themes themes) {
        this.themes = themes;
    }

    @Override
    public String type() {
        return "theme";
    }

    @Override
    public List<FieldError> check(SiteId site, ObjectNode content) {
        return themes.problems(site, content).stream()
                .map(why -> new FieldError(why.contains("CSS") ? "/content/css" : "/content/templates", why))
                .toList();
    }
}
