package dev.sgen.admin.shell;

import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.Version;
import dev.sgen.publishing.record.RecordReading;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Describes media records for pickers and grids. */
@Component
public class Thumbnails {
    private final RecordReading recordReading;

    Thumbnails(RecordReading recordReading) {
        this.recordReading = recordReading;
    }

    /**
     * The record's id, type, title, alternative text, media type, and the addresses of a thumbnail and a larger
     * preview.
     */
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

    /** The address of a thumbnail of any media record; browsers load each when it scrolls into view. */
    public static String address(AdminContext context, String id) {
        return context.base() + "/media/" + id + "/thumb";
    }
}
