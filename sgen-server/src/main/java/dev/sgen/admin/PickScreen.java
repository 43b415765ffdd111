package dev.sgen.admin;

import dev.sgen.content.ContentType;
import dev.sgen.content.ContentTypes;
import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.Reading;
import dev.sgen.publishing.RecordPage;
import dev.sgen.publishing.RecordQuery;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.vocabulary.RecordId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.View;

/** What pickers and the jump box ask while one types. */
@Controller
class PickScreen {
    private static final int FEW = 12;

    private final Views views;
    private final Reading reading;
    private final ContentTypes types;
    private final Thumbnails thumbnails;

    PickScreen(Views views, Reading reading, ContentTypes types, Thumbnails thumbnails) {
        this.views = views;
        this.reading = reading;
        this.types = types;
        this.thumbnails = thumbnails;
    }

    @GetMapping("/admin/sites/{site}/{env}/pick/records")
    @ResponseBody
    List<Map<String, String>> records(
            Place place, @RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "") String type) {
        return find(place, q, type).items().stream()
                .map(row -> Map.of(
                        "id", row.record().id().toString(),
                        "title", row.here().title(),
                        "type", row.record().type(),
                        "path", Objects.requireNonNullElse(row.here().path(), "")))
                .toList();
    }

    @GetMapping("/admin/sites/{site}/{env}/pick/one")
    @ResponseBody
    Map<String, String> one(Place place, @RequestParam String id) {
        SiteRecord record = reading.require(place.actor(), place.siteId(), place.environment(), RecordId.parse(id));
        if (record.type().equals("media")) {
            return thumbnails.of(place, record);
        }
        Coordinate at = place.coordinateOf(record);
        return Map.of(
                "id",
                id,
                "title",
                at.title(),
                "type",
                record.type(),
                "path",
                Objects.requireNonNullElse(at.path(), ""));
    }

    @GetMapping("/admin/sites/{site}/{env}/jump")
    View jump(Place place, @RequestParam(defaultValue = "") String q) {
        Map<String, ContentType> all = types.all(place.siteId()).stream()
                .collect(Collectors.toMap(ContentType::key, t -> t, (a, b) -> a, java.util.LinkedHashMap::new));
        String wanted = q.strip().toLowerCase(Locale.ROOT);
        List<JumpPage.Hit> hits = new ArrayList<>();
        all.values()
                .forEach(t -> hits.add(new JumpPage.Hit(
                        Words.plural(t),
                        "Section",
                        place.base() + (t.key().equals("media") ? "/media" : "/content/" + t.key()),
                        Words.icon(t.key()))));
        hits.add(new JumpPage.Hit("Drift", "Section", place.base() + "/changes", "arrows-diff"));
        hits.add(new JumpPage.Hit("Releases", "Section", place.base() + "/releases", "stack-2"));
        hits.add(new JumpPage.Hit("Audit", "Section", place.base() + "/audit", "list-search"));
        hits.add(new JumpPage.Hit("Import", "Section", place.base() + "/import", "file-import"));
        hits.add(new JumpPage.Hit("Members", "Section", place.base() + "/members", "users"));
        hits.add(new JumpPage.Hit("Site settings", "Section", place.base() + "/site", "settings"));
        hits.removeIf(
                h -> wanted.isEmpty() || !h.title().toLowerCase(Locale.ROOT).contains(wanted));
        find(place, q, "")
                .items()
                .forEach(row -> hits.add(new JumpPage.Hit(
                        row.here().title(),
                        all.containsKey(row.record().type())
                                ? all.get(row.record().type()).name()
                                : row.record().type(),
                        place.base() + "/record/" + row.record().id(),
                        Words.icon(row.record().type()))));
        return views.show("jump", new JumpPage(hits));
    }

    private RecordPage find(Place place, String q, String type) {
        RecordQuery query = new RecordQuery(
                type.isBlank() ? null : type,
                null,
                null,
                q.isBlank() ? null : q.strip(),
                null,
                null,
                RecordQuery.Sort.NEWEST,
                FEW,
                null);
        return reading.list(place.actor(), place.siteId(), place.environment(), query);
    }
}
