package dev.sgen.content;

import dev.sgen.vocabulary.FieldError;
import dev.sgen.vocabulary.Refused;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** What the system knows of the contents of one operation, looked up once for all of them (invariant 22). */
public final class SystemFacts {
    private final Map<String, SystemFields.Facts> byType;

    SystemFacts(Map<String, SystemFields.Facts> byType) {
        this.byType = byType;
    }

    /**
     * The contents with what the system knows of them set, whatever they said of it.
     *
     * @param contents one of those that were looked at
     * @throws Refused {@link InvalidContent} where they name what this site doesn't have
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
