package dev.sgen.importing;

import dev.sgen.content.Markup;
import dev.sgen.platform.Json;
import dev.sgen.publishing.Incoming.Wish;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a Ghost export says of the whole site: its menus, its name and description. */
final class GhostSite {
    private final Ghost ghost;
    private final UnaryOperator<String> link;
    private final List<Arrival> arrivals = new ArrayList<>();

    private GhostSite(Ghost ghost, UnaryOperator<String> link) {
        this.ghost = ghost;
        this.link = link;
    }

    static List<Arrival> of(Ghost ghost, UnaryOperator<String> link) {
        GhostSite site = new GhostSite(ghost, link);
        site.menu("navigation", "primary");
        site.menu("secondary_navigation", "footer");
        site.settings();
        return site.arrivals;
    }

    private void menu(String setting, String area) {
        String text = ghost.setting(setting);
        try {
            JsonNode entries = text.isBlank() ? Json.array() : Json.read(text);
            ArrayNode items = Json.array();
            for (JsonNode entry : entries) {
                String address = link.apply(Ghost.text(entry, "url"));
                if (Markup.isLink(address) && address.length() <= 2_000) {
                    items.addObject()
                            .put(
                                    "label",
                                    Texts.cut(GhostMapping.or(Texts.plain(Ghost.text(entry, "label")), address), 300))
                            .put("url", address);
                }
            }
            if (!items.isEmpty()) {
                ObjectNode content = Json.object().put("area", area);
                content.set("items", items);
                arrivals.add(new Arrival.Item(
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
            arrivals.add(new Arrival.Left("ghost:menu:" + area, "menu “" + area + "”", List.of("It can't be read")));
        }
    }

    private void settings() {
        String description =
                Texts.plain(GhostMapping.or(ghost.setting("meta_description"), ghost.setting("description")));
        String title = Texts.plain(ghost.setting("title"));
        if (description.isEmpty() && title.isEmpty()) {
            return;
        }
        ObjectNode content = Json.object().put("group", "seo");
        ObjectNode values = content.putObject("values");
        if (!title.isEmpty()) {
            values.put("titleSuffix", Texts.cut(title, 100));
        }
        values.put("description", Texts.cut(description, 500));
        String note = "The old site's name and description; a draft, so that it changes nothing until you publish it";
        arrivals.add(new Arrival.Item(
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
