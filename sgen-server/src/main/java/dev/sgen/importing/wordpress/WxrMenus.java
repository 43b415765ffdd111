package dev.sgen.importing.wordpress;

import dev.sgen.content.Markup;
import dev.sgen.importing.source.ForeignText;
import dev.sgen.importing.source.ItemNotes;
import dev.sgen.importing.source.SourceItem;
import dev.sgen.platform.Json;
import dev.sgen.publishing.IncomingRecord.Wish;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Maps menus: each becomes one navigation record that contains its entries. */
final class WxrMenus {
    private static final Pattern PRIMARY = Pattern.compile("primary|main|header|top");
    private static final Pattern FOOTER = Pattern.compile("footer|social|bottom");

    private final WxrMapping mapping;
    private final Map<String, WxrExport.Term> menus = new LinkedHashMap<>();
    private final Map<String, List<WxrExport.Post>> entries = new LinkedHashMap<>();
    private final List<SourceItem> sourceItems = new ArrayList<>();

    WxrMenus(WxrMapping mapping, List<WxrExport.Post> posts) {
        this.mapping = mapping;
        for (WxrExport.Post post : posts) {
            WxrExport.Term menu = post.term("nav_menu").orElse(null);
            if (menu == null) {
                sourceItems.add(new SourceItem.Left(
                        mapping.source(post) + "@", WxrMapping.label(post), List.of("It belongs to no menu")));
            } else {
                menus.putIfAbsent(menu.key(), menu);
                entry(post, menu);
            }
        }
    }

    /**
     * Adds an entry to its menu. Manually merged exports use one entry id in several menus, which is accepted; a
     * repetition within a menu is left out.
     */
    private void entry(WxrExport.Post post, WxrExport.Term menu) {
        List<WxrExport.Post> present = entries.computeIfAbsent(menu.key(), k -> new ArrayList<>());
        if (present.stream().anyMatch(p -> p.id().equals(post.id()))) {
            sourceItems.add(new SourceItem.Left(
                    source(post, menu.key()) + ":again" + sourceItems.size(),
                    WxrMapping.label(post),
                    List.of("The menu holds this entry more than once; the first one came in")));
        } else {
            present.add(post);
        }
    }

    private String source(WxrExport.Post post, String menu) {
        return mapping.source(post) + "@" + menu;
    }

    List<SourceItem> arrivals() {
        String primary = chosen(PRIMARY, menus.keySet().stream().findFirst().orElse(null), "");
        String footer = chosen(FOOTER, null, Objects.requireNonNullElse(primary, ""));
        for (WxrExport.Term menu : menus.values()) {
            String area = menu.key().equals(primary)
                    ? "primary"
                    : menu.key().equals(footer) ? "footer" : ForeignText.cut(menu.key(), 60);
            menu(menu, area);
        }
        return sourceItems;
    }

    private @Nullable String chosen(Pattern name, @Nullable String otherwise, String not) {
        return menus.keySet().stream()
                .filter(k -> !k.equals(not)
                        && name.matcher(k.toLowerCase(Locale.ROOT)).find())
                .findFirst()
                .orElse(otherwise);
    }

    private void menu(WxrExport.Term menu, String area) {
        String source = "wp:" + mapping.host() + ":menu:" + menu.key();
        ItemNotes itemNotes = new ItemNotes();
        ObjectNode content = Json.object();
        content.put("area", area);
        List<WxrExport.Post> posts = entries.getOrDefault(menu.key(), List.of()).stream()
                .sorted(Comparator.comparingInt(WxrExport.Post::order))
                .toList();
        Set<String> told = new HashSet<>();
        content.set("items", below("0", posts, source, 0, told));
        for (WxrExport.Post post : posts) {
            if (!told.contains(post.id())) {
                sourceItems.add(new SourceItem.Left(
                        source(post, menu.key()),
                        WxrMapping.label(post),
                        List.of("It stands below itself or too deep in its menu")));
            }
        }
        String title = ForeignText.title(menu.name(), "Menu " + menu.key(), itemNotes);
        sourceItems.add(new SourceItem.Item(
                source,
                "menu “" + title + "”",
                "navigation",
                title,
                null,
                content,
                List.of(),
                Wish.PUBLISHED,
                null,
                null,
                itemNotes.list()));
    }

    private ArrayNode below(String parent, List<WxrExport.Post> posts, String menu, int depth, Set<String> told) {
        ArrayNode items = Json.array();
        for (WxrExport.Post post : posts) {
            String up =
                    post.meta().getOrDefault("_menu_item_menu_item_parent", "0").strip();
            boolean lost = depth == 0 && !up.equals("0") && posts.stream().noneMatch(p -> p.id().equals(up));
            if (!up.equals(parent) && !lost) {
                continue;
            }
            told.add(post.id());
            ItemNotes itemNotes = new ItemNotes();
            itemNotes.add("Part of the menu");
            ObjectNode item = entry(post, itemNotes);
            if (depth < 10) {
                ArrayNode children = below(post.id(), posts, menu, depth + 1, told);
                if (!children.isEmpty()) {
                    item.set("items", children);
                }
            }
            items.add(item);
            sourceItems.add(new SourceItem.Folded(
                    mapping.source(post) + "@" + menu.substring(menu.lastIndexOf(':') + 1),
                    WxrMapping.label(post),
                    menu,
                    itemNotes.list()));
        }
        return items;
    }

    private ObjectNode entry(WxrExport.Post post, ItemNotes itemNotes) {
        Map<String, String> meta = post.meta();
        ObjectNode item = Json.object();
        WxrExport.Post target = meta.getOrDefault("_menu_item_type", "").equals("post_type")
                ? mapping.post(meta.getOrDefault("_menu_item_object_id", ""))
                : null;
        String own = ForeignText.plain(post.title());
        String label = own.isEmpty() && target != null ? ForeignText.title(target.title(), "Untitled", itemNotes) : own;
        item.put("label", ForeignText.cut(label.isEmpty() ? "Untitled" : label, 300));
        String address = meta.getOrDefault("_menu_item_url", "").strip();
        if (target != null && mapping.comesIn(target)) {
            item.put("record", "ref:" + mapping.source(target));
        } else if (!address.isEmpty() && address.length() <= 2_000 && Markup.isLink(address)) {
            String now = mapping.link(address);
            item.put("url", now == null ? address : now);
            if (now == null) {
                itemNotes.add("It leads to an address of the old site that did not come in: "
                        + ForeignText.cut(address, 300));
            }
        } else {
            itemNotes.add(
                    meta.getOrDefault("_menu_item_type", "").equals("taxonomy")
                            ? "It led to a list of a category or tag; it has no link now"
                            : "What it led to isn't in the export; it has no link now");
        }
        return item;
    }
}
