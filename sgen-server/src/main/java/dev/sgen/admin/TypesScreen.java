package dev.sgen.admin;

import dev.sgen.content.ContentType;
import dev.sgen.content.ContentTypes;
import dev.sgen.content.InvalidContent;
import dev.sgen.member.Permission;
import dev.sgen.platform.Json;
import dev.sgen.vocabulary.Refused;
import jakarta.servlet.http.HttpServletRequest;
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

/** The kinds of records a site has: the built-in ones to look at, its own to write (ADMIN-21). */
@Controller
class TypesScreen {
    /** What a new type starts from: a body and one field, to be changed. */
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

    private final Views views;
    private final Frames frames;
    private final ContentTypes types;

    TypesScreen(Views views, Frames frames, ContentTypes types) {
        this.views = views;
        this.frames = frames;
        this.types = types;
    }

    @GetMapping("/admin/sites/{site}/{env}/types")
    View list(Place place, HttpServletRequest request) {
        return views.show("types", page(place, request, null, Typed.NOTHING));
    }

    @GetMapping("/admin/sites/{site}/{env}/types/new")
    View blank(Place place, HttpServletRequest request) {
        return views.show(
                "type", page(place, request, new TypesPage.Form("", "", "", STARTER, false, false), Typed.NOTHING));
    }

    @GetMapping("/admin/sites/{site}/{env}/types/{type}")
    View open(Place place, @PathVariable String type, HttpServletRequest request) {
        return views.show("type", page(place, request, form(types.require(place.siteId(), type)), Typed.NOTHING));
    }

    @PostMapping("/admin/sites/{site}/{env}/types")
    View save(
            Place place,
            @RequestParam(defaultValue = "") String key,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String urlPattern,
            @RequestParam(defaultValue = "") String schema,
            @RequestParam(defaultValue = "false") boolean fixed,
            HttpServletRequest request) {
        try {
            types.put(place.actor(), place.siteId(), key.strip(), name.strip(), parsed(schema), urlPattern.strip());
            Notices.next(
                    request,
                    Notice.done("The type “" + name + "” is saved.")
                            .linked("Its records", place.base() + "/content/" + key.strip()));
            return new RedirectView(place.base() + "/types");
        } catch (Refused refused) {
            TypesPage.Form form = new TypesPage.Form(key, name, urlPattern, schema, fixed, false);
            return views.show("type", page(place, request, form, Typed.of("type", request, refused.refusal())), 422);
        }
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
    View remove(Place place, @PathVariable String type, HttpServletRequest request) {
        try {
            types.remove(place.actor(), place.siteId(), type);
            Notices.next(request, Notice.done("The type is removed."));
        } catch (Refused refused) {
            Notices.next(request, Notice.refused(refused.refusal().detail()));
        }
        return new RedirectView(place.base() + "/types");
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

    private TypesPage page(Place place, HttpServletRequest request, TypesPage.@Nullable Form form, Typed typed) {
        return new TypesPage(
                frames.inside(request, place, "types"),
                types.all(place.siteId()).stream()
                        .map(t -> new TypesPage.Line(
                                t.key(),
                                t.name(),
                                t.urlPattern(),
                                t.builtIn(),
                                t.schema().path("properties").size()))
                        .toList(),
                place.rights().allow(Permission.TYPES, null),
                form,
                typed);
    }
}
