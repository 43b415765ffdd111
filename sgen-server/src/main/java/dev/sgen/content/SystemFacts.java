package dev.sgen.content;

import dev.sgen.vocabulary.FieldError;
import dev.sgen.vocabulary.Refused;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** The values of system fields for the contents of one operation, looked up once for all of them (invariant 22). */
public final class SystemFacts {
    private final Map<String, SystemFields.Facts> byType;

    SystemFacts(Map<String, SystemFields.Facts> byType) {
        this.byType = byType;
    }

    /**
     * Sets the system fields, whatever the contents say.
     *
     * @param contents one of those that the values were looked up for
     * @throws Refused {@link InvalidContent} if the contents refer to something that this site doesn't have
     */
    public VersionContents in(ContentType type, Contents contents) {
        SystemFields.Facts facts = type.builtIn() ? byType.get(type.key()) : null;
        if (facts == null) {
            return new VersionContents(contents);
        }
        ObjectNode content = contents.content().deepCopy();
        Collection<FieldError> errors = facts.establish(content);
        if (!errors.isEmpty()) {
            throw new Refused(new InvalidContent(List.copyOf(errors)));
        }
        return new VersionContents(new Contents(contents.title(), contents.path(), content, contents.tags()));
    }
}
