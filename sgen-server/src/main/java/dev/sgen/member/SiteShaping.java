package dev.sgen.member;

import java.util.Set;

/**
 * The content types whose records shape the whole site and not one page of it. Whatever is done to them needs
 * {@link Permission#SETTINGS} in that environment beside the operation's own permission (ROLE-18, A8).
 */
public final class SiteShaping {
    /** The keys of these types; types of a site's own are never among them. */
    public static final Set<String> TYPES =
            Set.of("theme", "layout", "settings", "navigation", "redirect", "automation", "integration");

    private SiteShaping() {}

    /** Whether records of the type shape the whole site. */
    public static boolean is(String type) {
        return TYPES.contains(type);
    }

    /** Whether the permission is one that acts on records, so that their type counts. */
    static boolean asks(Permission permission, String type) {
        return is(type) && (permission.perType() || permission == Permission.IMPORT);
    }
}
