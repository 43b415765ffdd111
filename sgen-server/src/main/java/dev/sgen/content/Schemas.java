package dev.sgen.content;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.networknt.schema.Error;
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
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Validates values against JSON Schema 2020-12. It never fetches documents, patterns run in linear time, and a value
 * whose check takes too many steps is invalid.
 */
final class Schemas {
    static final String BLOCKS = "urn:sgen:blocks";
    private static final int MAX_ERRORS = 50;
    /** The limit for built-in types: enough for a table of a million cells. */
    private static final long MAX_STEPS = 20_000_000;
    /** The limit for a site's own types: about half a second. */
    private static final long MAX_OWN_STEPS = 2_000_000;
    /** How many entries of a list cost as much time as one step. */
    private static final int ENTRIES_A_STEP = 10;

    private final SchemaRegistry registry =
            registry(Map.of(BLOCKS, Json.write(KindKeyword.quick(Json.readObject(BuiltInTypes.blocks())))));
    private final Schema body = registry.getSchema(SchemaLocation.of(BLOCKS + "#/$defs/body"));
    // Keyed by identity: everyone who holds a type holds the same schema instance.
    private final Cache<JsonNode, Schema> compiled =
            Caffeine.newBuilder().weakKeys().maximumSize(5_000).build();

    private static SchemaRegistry registry(Map<String, String> known) {
        Dialect dialect = Dialect.builder(Dialects.getDraft202012())
                .formats(SchemaFormats.all())
                .keyword(new KindKeyword())
                // Form hints and other unknown keywords constrain nothing.
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

    /** The errors of content of the type, with pointers beginning with the prefix; empty if there are none. */
    List<FieldError> check(ContentType type, JsonNode value, String prefix) {
        if (type.builtIn()) {
            return errors(compiled.get(type.schema(), this::compile), value, prefix, MAX_STEPS);
        }
        ContentPlan plan = ContentPlan.of(type);
        SchemaIndex.Problem problem = plan.problem();
        if (problem != null) {
            return List.of(unusable(prefix, problem));
        }
        Schema schema;
        try {
            schema = compiled.get(type.schema(), this::compile);
        } catch (RuntimeException | StackOverflowError broken) {
            return List.of(unusable(prefix, broken));
        }
        return errors(schema, value, prefix, MAX_OWN_STEPS / (1 + plan.heaviest() / ENTRIES_A_STEP));
    }

    /** The error for a type whose schema was accepted before the present rules. */
    private static FieldError unusable(String prefix, Throwable why) {
        return new FieldError(
                prefix,
                "The schema of this type can't be used any more, so nothing of it can be saved until whoever may change"
                        + " content types has mended it: " + why.getMessage());
    }

    /** The errors of a list of blocks. */
    List<FieldError> checkBody(JsonNode value, String prefix) {
        return errors(body, value, prefix, MAX_STEPS);
    }

    /** The errors of a schema: against the meta-schema, references to other documents, unsafe patterns. */
    List<FieldError> checkSchema(ObjectNode schema) {
        Schema meta = registry.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        List<FieldError> errors = new ArrayList<>();
        SchemaRules.checkWords(schema, "/schema", errors);
        Set<String> said = errors.stream().map(FieldError::field).collect(Collectors.toSet());
        errors(meta, schema, "/schema", MAX_OWN_STEPS).stream()
                .filter(error -> !said.contains(error.field()))
                .forEach(errors::add);
        if (errors.isEmpty()) {
            SchemaRules.checkParts(schema, "/schema", errors);
        }
        if (errors.isEmpty()) {
            try {
                Schema compiledOnce = compile(schema);
                compiledOnce.initializeValidators();
                errors(compiledOnce, Json.object(), "", MAX_OWN_STEPS);
            } catch (RuntimeException | StackOverflowError unusable) {
                errors.add(new FieldError("/schema", "This schema can't be used: " + unusable.getMessage()));
            }
        }
        return errors;
    }

    private Schema compile(JsonNode schema) {
        // Without its own id a schema can't replace another one in the registry.
        ObjectNode anonymous = ((ObjectNode) schema).deepCopy();
        anonymous.remove("$id");
        return registry.getSchema(anonymous);
    }

    private static List<FieldError> errors(Schema schema, JsonNode value, String prefix, long steps) {
        BoundedCheck check = new BoundedCheck(steps);
        try {
            return ScopedValue.where(CheckBudget.CURRENT, CheckBudget.ofCheck())
                    .call(() -> told(check.run(schema, value), prefix));
        } catch (ValidationLimitExceededException | BoundedCheck.TooMuch | StackOverflowError tooMuch) {
            return List.of(new FieldError(prefix, "This is too deep or too large to check"));
        } catch (CheckBudget.Spent tooLong) {
            return List.of(new FieldError(
                    prefix + TextLocation.of(value, tooLong.value()),
                    "This text is too long to check against the pattern of its field; shorten it"));
        }
    }

    private static List<FieldError> told(List<Error> errors, String prefix) {
        Map<String, FieldError> found = new LinkedHashMap<>();
        for (Error error : errors) {
            String at = prefix + pointer(error);
            found.putIfAbsent(at, new FieldError(at, SchemaMessages.of(error)));
            if (found.size() == MAX_ERRORS) {
                break;
            }
        }
        return List.copyOf(found.values());
    }

    private static String pointer(Error error) {
        String at = error.getInstanceLocation().toString();
        String property = error.getProperty();
        boolean names = "required".equals(error.getKeyword()) || "additionalProperties".equals(error.getKeyword());
        return names && property != null
                ? at + "/" + property.replace("~", "~0").replace("/", "~1")
                : at;
    }

    /** Compiles all patterns with RE2 and a size limit, so that no pattern can keep a thread busy. */
    private static final class LinearPatterns implements RegularExpressionFactory {
        @Override
        public RegularExpression getRegularExpression(String regex) {
            return BoundedPattern.of(regex)::find;
        }
    }
}
