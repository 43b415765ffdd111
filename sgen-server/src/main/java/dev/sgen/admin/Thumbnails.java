package dev.sgen.admin;

import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.Reading;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.Version;
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
    Map<String, String> of(Place place, SiteRecord record) {
        Coordinate at = place.coordinateOf(record);
        Version version =
                reading.version(place.actor(), place.siteId(), place.environment(), record.id(), at.working());
        return of(place, record.id().toString(), at.title(), version.contents().content());
    }

    static Map<String, String> of(Place place, String id, String title, ObjectNode content) {
        Map<String, String> item = new HashMap<>();
        item.put("id", id);
        item.put("type", "media");
        item.put("title", title);
        item.put("alt", content.path("alt").asString(""));
        item.put("mediaType", content.path("mediaType").asString(""));
        item.put("thumb", address(place, id));
        item.put("preview", address(place, id) + "?w=960");
        return item;
    }

    /** A small picture of any media record; asked for one by one as they come into view. */
    static String address(Place place, String id) {
        return place.base() + "/media/" + id + "/thumb";
    }
}
