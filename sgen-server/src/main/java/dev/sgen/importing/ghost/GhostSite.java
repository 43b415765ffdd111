package dev.sgen.importing.ghost;

import dev.sgen.content.Markup;
import dev.sgen.importing.source.ForeignText;
import dev.sgen.importing.source.SourceItem;
import dev.sgen.platform.Json;
import dev.sgen.publishing.IncomingRecord.Wish;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Maps the site-wide parts of a Ghost export: its menus, and its name and description as draft settings. */
final class GhostSite {
    private final GhostExport ghostExport;
    private final UnaryOperator<String> link;
    private final List<SourceItem> sourceItems = new ArrayList<>();

    private GhostSite(GhostExport ghostExport, UnaryOperator<String> link) {
        this.ghostExport = ghostExport;
        this.link = link;
    }

    static List<SourceItem> of(GhostExport ghostExport, UnaryOperator<String> link) {
        GhostSite site = new GhostSite(ghostExport, link);
        site.menu("navigation", "primary");
        site.menu("secondary_navigation", "footer");
        site.settings();
        return site.sourceItems;
    }

    private void menu(String setting, String area) {
        String text = ghostExport.setting(setting);
        try {
            JsonNode entries = text.isBlank() ? Json.array() : Json.read(text);
            ArrayNode items = Json.array();
            for (JsonNode entry : entries) {
                String address = link.apply(GhostExport.text(entry, "url"));
                if (Markup.isLink(address) && address.length() <= 2_000) {
                    items.addObject()
                            .put(
                                    "label",
                                    ForeignText.cut(
                                            GhostMapping.or(
                                                    ForeignText.plain(GhostExport.text(entry, "label")), address),
                                            300))
                            .put("url", address);
                }
            }
            if (!items.isEmpty()) {
                ObjectNode content = Json.object().put("area", area);
                content.set("items", items);
                sourceItems.add(new SourceItem.Item(
                        "ghost:menu:" + area,
                        "menu “" + area + "”",
                        "navigation",
                        area.equals("primary") ? "Primary menu" : "Footer menu",
                        null,
                        content,
                        List.of(),
                        Wish.PUBLISHED,
                        null,
                        null,
                        List.of()));
            }
        } catch (JacksonException damaged) {
            sourceItems.add(
                    new SourceItem.Left("ghost:menu:" + area, "menu “" + area + "”", List.of("It can't be read")));
        }
    }

    private void settings() {
        String description = ForeignText.plain(
                GhostMapping.or(ghostExport.setting("meta_description"), ghostExport.setting("description")));
        String title = ForeignText.plain(ghostExport.setting("title"));
        if (description.isEmpty() && title.isEmpty()) {
            return;
        }
        ObjectNode content = Json.object().put("group", "seo");
        ObjectNode values = content.putObject("values");
        if (!title.isEmpty()) {
            values.put("titleSuffix", ForeignText.cut(title, 100));
        }
        values.put("description", ForeignText.cut(description, 500));
        String note = "The old site's name and description; a draft, so that it changes nothing until you publish it";
        sourceItems.add(new SourceItem.Item(
                "ghost:settings",
                "settings",
                "settings",
                "Search engines (from Ghost)",
                null,
                content,
                List.of(),
                Wish.DRAFT,
                null,
                null,
                List.of(note)));
    }
}
