package dev.sgen.content;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.keyword.AbstractKeyword;
import com.networknt.schema.keyword.BaseKeywordValidator;
import com.networknt.schema.keyword.Keyword;
import com.networknt.schema.keyword.KeywordValidator;
import com.networknt.schema.path.NodePath;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A schema keyword that selects the schema by the value's {@code type}. The standard form in the blocks' schema is a
 * list of about twenty {@code if}/{@code then} conditions; evaluating them all for each block took most of the time of
 * a save.
 */
final class KindKeyword extends AbstractKeyword {
    private static final String KEYWORD = "x-by-kind";

    KindKeyword() {
        super(KEYWORD);
    }

    /** A copy of the document in which this keyword replaces the list of conditions on the type. */
    static ObjectNode quick(ObjectNode blocks) {
        ObjectNode document = blocks.deepCopy();
        ObjectNode block = (ObjectNode) document.path("$defs").path("block");
        ObjectNode kinds = document.objectNode();
        for (JsonNode each : block.path("allOf")) {
            JsonNode kind = each.path("if").path("properties").path("type").path("const");
            if (!kind.isString() || !each.path("then").isObject() || each.size() != 2) {
                throw new IllegalStateException("a condition on blocks is more than one on their type");
            }
            kinds.set(kind.asString(), each.path("then"));
        }
        block.remove("allOf");
        block.set(KEYWORD, kinds);
        return document;
    }

    @Override
    public KeywordValidator newValidator(
            SchemaLocation location, JsonNode value, Schema parent, SchemaContext context) {
        return new Choice(this, location, value, parent, context);
    }

    private static final class Choice extends BaseKeywordValidator {
        private final Map<String, Schema> kinds = new HashMap<>();

        Choice(Keyword keyword, SchemaLocation location, JsonNode value, Schema parent, SchemaContext context) {
            super(keyword, value, location, parent, context);
            value.properties().stream()
                    .filter(each -> each.getValue().isObject())
                    .forEach(each -> kinds.put(
                            each.getKey(), context.newSchema(location.append(each.getKey()), each.getValue(), parent)));
        }

        @Override
        public void validate(ExecutionContext context, JsonNode value, JsonNode root, NodePath at) {
            String kind = value.path("type").asString("");
            Optional.ofNullable(kinds.get(kind)).ifPresent(schema -> {
                context.evaluationPathAddLast(kind);
                try {
                    schema.validate(context, value, root, at);
                } finally {
                    context.evaluationPathRemoveLast();
                }
            });
        }

        @Override
        public void preloadSchema() {
            preloadSchemas(kinds.values());
        }
    }
}
