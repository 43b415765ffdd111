package dev.sgen.admin.content;

import dev.sgen.admin.shell.AdminContext;
import dev.sgen.admin.shell.AdminWords;
import dev.sgen.admin.shell.Thumbnails;
import dev.sgen.admin.shell.Views;
import dev.sgen.content.ContentType;
import dev.sgen.content.ContentTypes;
import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.RecordPage;
import dev.sgen.publishing.RecordQuery;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.record.RecordReading;
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

/** Controller of the record pickers and the quick search, which query while the operator types. */
@Controller
class PickScreen {
    private static final int FEW = 12;

    private final Views views;
    private final RecordReading recordReading;
    private final ContentTypes types;
    private final Thumbnails thumbnails;

    PickScreen(Views views, RecordReading recordReading, ContentTypes types, Thumbnails thumbnails) {
        this.views = views;
        this.recordReading = recordReading;
        this.types = types;
        this.thumbnails = thumbnails;
    }

    @GetMapping("/admin/sites/{site}/{env}/pick/records")
    @ResponseBody
    List<Map<String, String>> records(
            AdminContext context,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String type) {
        return find(context, q, type).items().stream()
                .map(row -> Map.of(
                        "id", row.record().id().toString(),
                        "title", row.here().title(),
                        "type", row.record().type(),
                        "path", Objects.requireNonNullElse(row.here().path(), "")))
                .toList();
    }

    @GetMapping("/admin/sites/{site}/{env}/pick/one")
    @ResponseBody
    Map<String, String> one(AdminContext context, @RequestParam String id) {
        SiteRecord record =
                recordReading.require(context.actor(), context.siteId(), context.environment(), RecordId.parse(id));
        if (record.type().equals("media")) {
            return thumbnails.of(context, record);
        }
        Coordinate at = context.coordinateOf(record);
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
    View jump(AdminContext context, @RequestParam(defaultValue = "") String q) {
        Map<String, ContentType> all = types.all(context.siteId()).stream()
                .collect(Collectors.toMap(ContentType::key, t -> t, (a, b) -> a, java.util.LinkedHashMap::new));
        String wanted = q.strip().toLowerCase(Locale.ROOT);
        List<JumpPage.Hit> hits = new ArrayList<>();
        all.values()
                .forEach(t -> hits.add(new JumpPage.Hit(
                        AdminWords.plural(t),
                        "Section",
                        context.base() + (t.key().equals("media") ? "/media" : "/content/" + t.key()),
                        AdminWords.icon(t.key()))));
        hits.add(new JumpPage.Hit("Drift", "Section", context.base() + "/changes", "arrows-diff"));
        hits.add(new JumpPage.Hit("Releases", "Section", context.base() + "/releases", "stack-2"));
        hits.add(new JumpPage.Hit("Audit", "Section", context.base() + "/audit", "list-search"));
        hits.add(new JumpPage.Hit("Import", "Section", context.base() + "/import", "file-import"));
        hits.add(new JumpPage.Hit("Members", "Section", context.base() + "/members", "users"));
        hits.add(new JumpPage.Hit("Site settings", "Section", context.base() + "/site", "settings"));
        hits.removeIf(
                h -> wanted.isEmpty() || !h.title().toLowerCase(Locale.ROOT).contains(wanted));
        find(context, q, "")
                .items()
                .forEach(row -> hits.add(new JumpPage.Hit(
                        row.here().title(),
                        all.containsKey(row.record().type())
                                ? all.get(row.record().type()).name()
                                : row.record().type(),
                        context.base() + "/record/" + row.record().id(),
                        AdminWords.icon(row.record().type()))));
        return views.show("content/jump", new JumpPage(hits));
    }

    private RecordPage find(AdminContext context, String q, String type) {
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
        return recordReading.list(context.actor(), context.siteId(), context.environment(), query);
    }
}
