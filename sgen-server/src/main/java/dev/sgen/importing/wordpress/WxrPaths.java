package dev.sgen.importing.wordpress;

import dev.sgen.content.ContentType;
import dev.sgen.content.Paths;
import dev.sgen.content.PlainText;
import dev.sgen.importing.source.ItemNotes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Assigns a path to every imported item that has one: the old path if it is valid and free, otherwise a generated one.
 */
final class WxrPaths {
    private final WxrAddresses addresses;
    private final Map<String, WxrExport.Post> byId;
    private final Function<WxrExport.Post, @Nullable ContentType> typeOf;
    private final Function<WxrExport.Post, ItemNotes> notesOf;
    private final Map<String, String> paths = new HashMap<>();
    private final Set<String> underWay = new HashSet<>();

    WxrPaths(
            WxrAddresses addresses,
            Map<String, WxrExport.Post> byId,
            Function<WxrExport.Post, @Nullable ContentType> typeOf,
            Function<WxrExport.Post, ItemNotes> notesOf) {
        this.addresses = addresses;
        this.byId = byId;
        this.typeOf = typeOf;
        this.notesOf = notesOf;
    }

    /**
     * Assigns paths to all posts. Published posts come first, so that they keep their address before a draft of the
     * same name gets it.
     */
    void claim(List<WxrExport.Post> posts) {
        posts.stream().filter(p -> p.status().equals("publish")).forEach(this::path);
        posts.forEach(this::path);
    }

    @Nullable
    String of(WxrExport.Post post) {
        return paths.get(post.id());
    }

    private String path(WxrExport.Post post) {
        String known = paths.get(post.id());
        if (known != null) {
            return known;
        }
        underWay.add(post.id());
        String kept = addresses.pathOf(post.link());
        String wished = kept == null ? made(post) : kept;
        String path = addresses.claim(wished);
        if (!path.equals(wished)) {
            notesOf.apply(post).add("The address " + wished + " was taken by another item, so this one is at " + path);
        }
        paths.put(post.id(), path);
        addresses.post(post.id(), post.link(), path);
        underWay.remove(post.id());
        return path;
    }

    /** A generated path: below the parent page, or by the content type's URL pattern. */
    private String made(WxrExport.Post post) {
        ContentType type = typeOf.apply(post);
        String key = type == null ? "page" : type.key();
        String name = Paths.slug(decoded(post.name()));
        String slug = name.isEmpty() ? Paths.slug(PlainText.ofHtml(post.title())) : name;
        slug = slug.isEmpty() ? key + "-" + post.id() : slug;
        WxrExport.Post parent = byId.get(post.parent());
        String pattern = type == null || type.urlPattern() == null ? "/{slug}" : type.urlPattern();
        boolean below = parent != null
                && parent.type().equals("page")
                && post.type().equals("page")
                && underWay.size() < 20
                && !underWay.contains(parent.id());
        String path = below && parent != null ? path(parent) + "/" + slug : pattern.replace("{slug}", slug);
        try {
            return Paths.normalise(path);
        } catch (Paths.BadPath reserved) {
            return "/" + key + "-" + slug;
        }
    }

    private static String decoded(String name) {
        try {
            return name.isEmpty() ? "" : Paths.normalise("/x-" + name).substring(3);
        } catch (Paths.BadPath unusable) {
            return name;
        }
    }
}
