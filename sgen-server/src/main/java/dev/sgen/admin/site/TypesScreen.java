package dev.sgen.admin.site;

import dev.sgen.admin.shell.AdminContext;
import dev.sgen.admin.shell.AdminWords;
import dev.sgen.admin.shell.FlashMessage;
import dev.sgen.admin.shell.FlashMessages;
import dev.sgen.admin.shell.FormInput;
import dev.sgen.admin.shell.PageShells;
import dev.sgen.admin.shell.Views;
import dev.sgen.content.ContentType;
import dev.sgen.content.ContentTypes;
import dev.sgen.content.InvalidContent;
import dev.sgen.member.Permission;
import dev.sgen.platform.Json;
import dev.sgen.publishing.record.RecordReading;
import dev.sgen.vocabulary.FieldError;
import dev.sgen.vocabulary.Refusal;
import dev.sgen.vocabulary.Refused;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Controller of a site's content types: shows the built-in ones, edits its own (ADMIN-21). */
@Controller
class TypesScreen {
    /** The initial schema of a new type: a body and one field, to be changed. */
    private static final String STARTER = """
            {
              "type": "object",
              "properties": {
                "body": {
                  "title": "Body",
                  "$ref": "urn:sgen:blocks#/$defs/body",
                  "x-widget": "blocks",
                  "x-group": "content"
                },
                "summary": {
                  "title": "Summary",
                  "type": "string",
                  "maxLength": 500,
                  "x-widget": "textarea",
                  "x-group": "details"
                }
              }
            }
            """;

    private static final int FREE_ROWS = 3;

    private final Views views;
    private final PageShells pageShells;
    private final ContentTypes types;
    private final RecordReading recordReading;

    TypesScreen(Views views, PageShells pageShells, ContentTypes types, RecordReading recordReading) {
        this.recordReading = recordReading;
        this.views = views;
        this.pageShells = pageShells;
        this.types = types;
    }

    @GetMapping("/admin/sites/{site}/{env}/types")
    View list(AdminContext context, HttpServletRequest request) {
        return views.show("site/types", page(context, request, null, FormInput.NOTHING));
    }

    @GetMapping("/admin/sites/{site}/{env}/types/new")
    View blank(AdminContext context, HttpServletRequest request) {
        return views.show(
                "site/type",
                page(context, request, new TypesPage.Form("", "", "", STARTER, false, false), FormInput.NOTHING));
    }

    @GetMapping("/admin/sites/{site}/{env}/types/{type}")
    View open(AdminContext context, @PathVariable String type, HttpServletRequest request) {
        ContentType found = types.require(context.siteId(), type);
        return views.show(
                "site/type",
                page(
                        context,
                        request,
                        form(found),
                        FormInput.NOTHING,
                        fields(TypeFields.rows(found.schema())),
                        List.of()));
    }

    /** The rows of the existing fields, and some empty ones for new fields. */
    private static List<TypeFields.Row> fields(List<TypeFields.Row> rows) {
        List<TypeFields.Row> all = new ArrayList<>(rows);
        for (int i = 1; i <= FREE_ROWS; i++) {
            all.add(new TypeFields.Row("", "", "text", false, false, "", "", "", (rows.size() + i) * 10, false));
        }
        return all;
    }

    /** Changes the fields of a type. Removing a field that records have data for requires confirmation. */
    @PostMapping("/admin/sites/{site}/{env}/types/{type}/fields")
    View fields(AdminContext context, @PathVariable String type, HttpServletRequest request) {
        ContentType found = types.require(context.siteId(), type);
        List<TypeFields.Row> rows = TypeFieldsForm.read(request);
        List<String> losses = new ArrayList<>();
        for (TypeFields.Row row : rows) {
            if (row.remove() && !row.fresh()) {
                long held = recordReading.holding(context.actor(), context.siteId(), type, row.key());
                if (held > 0) {
                    losses.add(AdminWords.count((int) held, "record") + (held == 1 ? " holds" : " hold") + " “"
                            + row.label() + "”. Nothing is deleted, but forms no longer show it.");
                }
            }
        }
        if (!losses.isEmpty() && !"true".equals(request.getParameter("confirmed"))) {
            return views.show("site/type", page(context, request, form(found), FormInput.NOTHING, rows, losses), 422);
        }
        try {
            var unused = types.put(
                    context.actor(),
                    context.siteId(),
                    type,
                    found.name(),
                    TypeFields.schema(found.schema(), rows),
                    Objects.requireNonNullElse(found.urlPattern(), ""));
            FlashMessages.next(
                    request,
                    FlashMessage.done("The fields are saved.")
                            .linked("Its records", context.base() + "/content/" + type));
            return new RedirectView(context.base() + "/types/" + type);
        } catch (Refused refused) {
            FormInput formInput = FormInput.of("fields", request, refused.refusal());
            return views.show("site/type", page(context, request, form(found), formInput, rows, List.of()), 422);
        }
    }

    @PostMapping("/admin/sites/{site}/{env}/types")
    View save(
            AdminContext context,
            @RequestParam(defaultValue = "") String key,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String urlPattern,
            @RequestParam(defaultValue = "") String schema,
            @RequestParam(defaultValue = "false") boolean fixed,
            HttpServletRequest request) {
        try {
            if (!fixed
                    && types.all(context.siteId()).stream()
                            .anyMatch(t -> t.key().equals(key.strip()))) {
                throw new Refused(new InvalidContent(
                        "/key",
                        "A type with the key " + key.strip()
                                + " is there already. Open it to change it, or choose another key."));
            }
            types.put(context.actor(), context.siteId(), key.strip(), name.strip(), parsed(schema), urlPattern.strip());
            FlashMessages.next(
                    request,
                    FlashMessage.done("The type “" + name + "” is saved.")
                            .linked("Its records", context.base() + "/content/" + key.strip()));
            return new RedirectView(context.base() + "/types/" + key.strip());
        } catch (Refused refused) {
            TypesPage.Form form = new TypesPage.Form(key, name, urlPattern, schema, fixed, false);
            return views.show(
                    "site/type",
                    page(context, request, form, FormInput.of("type", request, atForm(refused.refusal()))),
                    422);
        }
    }

    /**
     * Moves the errors of a refusal to the form's fields: errors of the type to the field Key, errors inside the
     * schema to the field Schema, with their position.
     */
    private static Refusal atForm(Refusal refusal) {
        return refusal instanceof InvalidContent invalid
                ? new InvalidContent(invalid.errors().stream()
                        .map(e -> e.field().equals("/type")
                                ? new FieldError("/key", e.message())
                                : e.field().startsWith("/schema/")
                                        ? new FieldError(
                                                "/schema", "At " + e.field().substring(8) + ": " + e.message() + ".")
                                        : e)
                        .toList())
                : refusal;
    }

    private static ObjectNode parsed(String schema) {
        try {
            JsonNode read = Json.read(schema);
            if (read instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException broken) {
            throw new Refused(new InvalidContent("/schema", "This isn’t JSON: " + broken.getOriginalMessage()), broken);
        }
        throw new Refused(new InvalidContent("/schema", "A schema is a JSON object."));
    }

    @PostMapping("/admin/sites/{site}/{env}/types/{type}/remove")
    View remove(AdminContext context, @PathVariable String type, HttpServletRequest request) {
        try {
            types.remove(context.actor(), context.siteId(), type);
            FlashMessages.next(request, FlashMessage.done("The type is removed."));
        } catch (Refused refused) {
            FlashMessages.next(request, FlashMessage.refused(refused.refusal().detail()));
        }
        return new RedirectView(context.base() + "/types");
    }

    private static TypesPage.Form form(ContentType type) {
        return new TypesPage.Form(
                type.key(),
                type.name(),
                Objects.requireNonNullElse(type.urlPattern(), ""),
                Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(type.schema()),
                true,
                type.builtIn());
    }

    private TypesPage page(
            AdminContext context, HttpServletRequest request, TypesPage.@Nullable Form form, FormInput formInput) {
        return page(context, request, form, formInput, List.of(), List.of());
    }

    private TypesPage page(
            AdminContext context,
            HttpServletRequest request,
            TypesPage.@Nullable Form form,
            FormInput formInput,
            List<TypeFields.Row> fields,
            List<String> losses) {
        return new TypesPage(
                pageShells.inside(request, context, "types"),
                types.all(context.siteId()).stream()
                        .map(t -> new TypesPage.Line(
                                t.key(),
                                t.name(),
                                t.urlPattern(),
                                t.builtIn(),
                                t.schema().path("properties").size()))
                        .toList(),
                context.rights().allow(Permission.TYPES, null),
                form,
                formInput,
                fields,
                losses);
    }
}
