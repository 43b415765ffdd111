package dev.sgen.admin;

import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.Reading;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.Version;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** How a media record shows itself in pickers and grids. */
@Component
class Thumbnails {
    private final Reading reading;

    Thumbnails(Reading reading) {
        this.reading = reading;
    }

    /** id, title, alt, kind, and for pictures {@code thumb} and {@code preview} addresses. */
    Map<String, String> of(HttpServletRequest request, Place place, SiteRecord record) {
        Coordinate at = Decisions.at(place, record);
        Version version =
                reading.version(place.actor(), place.siteId(), place.environment(), record.id(), at.working());
        return of(place, record.id().toString(), at.title(), version.contents().content());
    }

    static Map<String, String> of(Place place, String id, String title, ObjectNode content) {
        Map<String, String> item = new HashMap<>();
        String mediaType = content.path("mediaType").asString("");
        item.put("id", id);
        item.put("type", "media");
        item.put("title", title);
        item.put("alt", content.path("alt").asString(""));
        item.put("kind", mediaType.replaceAll("/.*", ""));
        item.put("mediaType", mediaType);
        if (mediaType.startsWith("image/") && content.path("blob").isString()) {
            item.put("thumb", file(place, id, content) + "?w=320");
            item.put("preview", file(place, id, content) + "?w=960");
        }
        return item;
    }

    /** Where the admin serves the bytes to whoever may read the record. */
    static String file(Place place, String id, ObjectNode content) {
        String name = content.path("fileName").asString("file");
        return place.base() + "/media/" + id + "/file/" + URLEncoder.encode(name, StandardCharsets.UTF_8);
    }
}
