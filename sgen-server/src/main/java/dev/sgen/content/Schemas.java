package dev.sgen.content;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.Error;
import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.ValidationLimitExceededException;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressionFactory;
import dev.sgen.platform.Json;
import dev.sgen.vocabulary.FieldError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Checks values against JSON Schema 2020-12. Nothing is ever fetched, patterns run in linear time, and a
 * check that takes too many steps counts as a wrong value.
 */
final class Schemas {
    static final String BLOCKS = "urn:sgen:blocks";
    private static final int MAX_ERRORS = 50;
    private static final long MAX_STEPS = 20_000_000;
    private static final int MAX_DEPTH = 600;

    private final SchemaRegistry registry =
            registry(Map.of(BLOCKS, Json.write(ByKind.quick(Json.readObject(BuiltInTypes.blocks())))));
    private final Schema body = registry.getSchema(SchemaLocation.of(BLOCKS + "#/$defs/body"));
    // Keyed by identity: a type's schema node is shared by everyone who holds the type.
    private final Cache<JsonNode, Schema> compiled =
            Caffeine.newBuilder().weakKeys().maximumSize(5_000).build();

    private static SchemaRegistry registry(Map<String, String> known) {
        Dialect dialect = Dialect.builder(Dialects.getDraft202012())
                .formats(Formats.all())
                .keyword(new ByKind())
                // Form hints and whatever else an author noted down constrain nothing.
                .unknownKeywordFactory((keyword, context) -> new NonValidationKeyword(keyword))
                .build();
        SchemaRegistryConfig config = SchemaRegistryConfig.builder()
                .formatAssertionsEnabled(true)
                .locale(Locale.ROOT)
                .regularExpressionFactory(new LinearPatterns())
                .build();
        return SchemaRegistry.withDefaultDialect(
                dialect,
                builder -> builder.schemaRegistryConfig(config)
                        .schemas(known)
                        .schemaLoader(loader -> loader.fetchRemoteResources(false)));
    }

    /** What is wrong with a value, each pointer beginning with the prefix; empty if nothing is. */
    List<FieldError> check(JsonNode schema, JsonNode value, String prefix) {
        return errors(compiled.get(schema, this::compile), value, prefix);
    }

    /** What is wrong with a list of blocks. */
    List<FieldError> checkBody(JsonNode value, String prefix) {
        return errors(body, value, prefix);
    }

    /** What keeps a schema from being one: the meta-schema's errors, references to elsewhere, unsafe patterns. */
    List<FieldError> checkSchema(ObjectNode schema) {
        Schema meta = registry.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        List<FieldError> errors = new ArrayList<>(errors(meta, schema, "/schema"));
        SchemaRules.check(schema, "/schema", errors);
        if (errors.isEmpty()) {
            try {
                Schema compiledOnce = compile(schema);
                compiledOnce.initializeValidators();
                errors(compiledOnce, Json.object(), "");
            } catch (RuntimeException unusable) {
                errors.add(new FieldError("/schema", "This schema can't be used: " + unusable.getMessage()));
            }
        }
        return errors;
    }

    private Schema compile(JsonNode schema) {
        // Without its own id a schema can't shadow another one in the registry.
        ObjectNode anonymous = ((ObjectNode) schema).deepCopy();
        anonymous.remove("$id");
        return registry.getSchema(anonymous);
    }

    private static List<FieldError> errors(Schema schema, JsonNode value, String prefix) {
        ExecutionConfig limits = ExecutionConfig.builder()
                .formatAssertionsEnabled(true)
                .maxEvaluationSteps(MAX_STEPS)
                .maxEvaluationDepth(MAX_DEPTH)
                .locale(Locale.ROOT)
                .build();
        try {
            Map<String, FieldError> found = new LinkedHashMap<>();
            for (Error error : schema.validate(value, context -> context.setExecutionConfig(limits))) {
                String at = prefix + pointer(error);
                found.putIfAbsent(at, new FieldError(at, SchemaMessages.of(error)));
                if (found.size() == MAX_ERRORS) {
                    break;
                }
            }
            return List.copyOf(found.values());
        } catch (ValidationLimitExceededException tooMuch) {
            return List.of(new FieldError(prefix, "This is too deep or too large to check"));
        }
    }

    private static String pointer(Error error) {
        String at = error.getInstanceLocation().toString();
        String property = error.getProperty();
        boolean names = "required".equals(error.getKeyword()) || "additionalProperties".equals(error.getKeyword());
        return names && property != null
                ? at + "/" + property.replace("~", "~0").replace("/", "~1")
                : at;
    }

    /** RE2: no pattern, whoever wrote it, can keep a thread busy. */
    private static final class LinearPatterns implements RegularExpressionFactory {
        @Override
        public RegularExpression getRegularExpression(String regex) {
            try {
                Pattern pattern = Pattern.compile(regex);
                return value -> pattern.matcher(value).find();
            } catch (PatternSyntaxException unsupported) {
                throw new IllegalArgumentException("the pattern " + regex + " can't be used", unsupported);
            }
        }
    }
}
