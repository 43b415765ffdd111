package dev.sgen.api;

import dev.sgen.vocabulary.Actor;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the OpenAPI description says beside the calls themselves. */
@Configuration(proxyBeanMethods = false)
class OpenApiDescription {
    private static final String TOKEN = "token";
    private static final String PROBLEM = "Problem";
    private static final String SCHEMAS = "#/components/schemas/";

    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Actor.class);
    }

    /** Added last, so that it is asked first: the resolver of beans can't look into trees and gives up. */
    @Bean
    SmartInitializingSingleton treesInDescriptions() {
        return () -> ModelConverters.getInstance(true).addConverter(OpenApiDescription::tree);
    }

    /** JSON that a type's own schema describes: an object here, whatever it may be elsewhere. */
    private static @Nullable Schema<?> tree(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        String name = type.getType().getTypeName();
        if (name.contains(ObjectNode.class.getName())) {
            return new JsonSchema().typesItem("object");
        }
        if (name.contains(JsonNode.class.getName())) {
            return new JsonSchema();
        }
        if (name.contains(StreamingResponseBody.class.getName()) || name.contains(SseEmitter.class.getName())) {
            return new JsonSchema().typesItem("string");
        }
        return chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
    }

    @Bean
    OpenAPI sgen() {
        return new OpenAPI()
                .info(new Info()
                        .title("SGEN")
                        .version("1")
                        .description(
                                "Sites with a staging and a live environment. Times are RFC 3339 in UTC; ids are opaque."
                                        + " Lists take `limit` (1 to 200) and `cursor`, and answer `items` and `next`. Errors are"
                                        + " RFC 9457 problems with a stable `code`. Fields and query parameters that a call"
                                        + " doesn't know are refused."))
                .components(new Components()
                        .addSecuritySchemes(
                                TOKEN,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .description("A token of a member; made in the admin or by POST /tokens.")))
                .addSecurityItem(new SecurityRequirement().addList(TOKEN));
    }

    @Bean
    OpenApiCustomizer common() {
        return api -> {
            api.getComponents().addSchemas(PROBLEM, problem());
            api.getPaths()
                    .forEach((path, calls) ->
                            calls.readOperationsMap().forEach((method, call) -> describe(path, method.name(), call)));
        };
    }

    private static void describe(String path, String method, Operation call) {
        MediaType refusal = new MediaType().schema(new Schema<>().$ref(SCHEMAS + PROBLEM));
        call.getResponses()
                .addApiResponse(
                        "default",
                        new ApiResponse()
                                .description("Refused: a problem that says why, and what to do")
                                .content(new Content().addMediaType("application/problem+json", refusal)));
        if (method.equals("POST")) {
            call.addParametersItem(idempotencyKey());
        }
        if (path.contains("/content/{type}")) {
            call.setSecurity(List.of(new SecurityRequirement(), new SecurityRequirement().addList(TOKEN)));
        }
        answersWithRecord(call);
        name(call, method, path);
    }

    /** Operations answer with the record as a reader sees it; who may not read it gets less of the same. */
    private static void answersWithRecord(Operation call) {
        List<String> tags = Objects.requireNonNullElse(call.getTags(), List.of());
        if (!tags.contains("Records") && !tags.contains("History")) {
            return;
        }
        for (String status : List.of("200", "201")) {
            ApiResponse answer = call.getResponses().get(status);
            MediaType json = answer == null || answer.getContent() == null
                    ? null
                    : answer.getContent().get("application/json");
            if (json != null && json.getSchema() != null && json.getSchema().get$ref() == null) {
                json.setSchema(new Schema<>().$ref(SCHEMAS + "RecordView"));
            }
        }
    }

    /** Program makers' tools name their functions by it, so it says what the call is, not which method answers. */
    private static void name(Operation call, String method, String path) {
        StringBuilder id = new StringBuilder(method.toLowerCase(java.util.Locale.ROOT));
        for (String step : path.substring(Routes.API.length()).split("[/.{}-]")) {
            if (!step.isEmpty()) {
                id.append(Character.toUpperCase(step.charAt(0))).append(step.substring(1));
            }
        }
        call.setOperationId(id.toString());
    }

    private static Parameter idempotencyKey() {
        return new Parameter()
                .in("header")
                .name(Idempotency.HEADER)
                .required(false)
                .description("A retry with the same key gets the first answer; the call takes effect once.")
                .schema(new JsonSchema().typesItem("string").maxLength(255));
    }

    private static Schema<?> problem() {
        Schema<?> problem = new JsonSchema().typesItem("object");
        problem.setDescription("RFC 9457; members beside these are the facts of the code.");
        problem.setRequired(List.of("type", "title", "status", "code"));
        Schema<?> error = new JsonSchema().typesItem("object");
        error.setProperties(
                Map.of("field", text("A JSON Pointer into what was sent"), "message", text("What to do about it")));
        problem.addProperty("type", text("A URN of the code"));
        problem.addProperty("title", text("The code in words"));
        problem.addProperty("status", new JsonSchema().typesItem("integer"));
        problem.addProperty("code", text("The stable word that programs branch on"));
        problem.addProperty("detail", text("What happened, why, and what to do now"));
        Schema<?> errors = new JsonSchema().typesItem("array");
        errors.setItems(error);
        problem.addProperty("errors", errors);
        return problem;
    }

    @SuppressWarnings("rawtypes")
    private static Schema text(String description) {
        Schema text = new JsonSchema().typesItem("string");
        text.setDescription(description);
        return text;
    }
}
