package dev.sgen.admin.shell;

import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.Version;
import dev.sgen.publishing.record.RecordReading;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** How a media record shows itself in pickers and grids. */
@Component
public class Thumbnails {
    private final RecordReading recordReading;

    Thumbnails(RecordReading recordReading) {
        this.recordReading = recordReading;
    }

    /** id, title, alt, kind, and for pictures {@code thumb} and {@code preview} addresses. */
    public Map<String, String> of(AdminContext context, SiteRecord record) {
        Coordinate at = context.coordinateOf(record);
        Version version = recordReading.version(
                context.actor(), context.siteId(), context.environment(), record.id(), at.working());
        return of(
                context, record.id().toString(), at.title(), version.contents().content());
    }

    public static Map<String, String> of(AdminContext context, String id, String title, ObjectNode content) {
        Map<String, String> item = new HashMap<>();
        item.put("id", id);
        item.put("type", "media");
        item.put("title", title);
        item.put("alt", content.path("alt").asString(""));
        item.put("mediaType", content.path("mediaType").asString(""));
        item.put("thumb", address(context, id));
        item.put("preview", address(context, id) + "?w=960");
        return item;
    }

    /** A small picture of any media record; asked for one by one as they come into view. */
    public static String address(AdminContext context, String id) {
        return context.base() + "/media/" + id + "/thumb";
    }
}
