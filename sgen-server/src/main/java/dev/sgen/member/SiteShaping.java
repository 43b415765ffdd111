package dev.sgen.member;

import java.util.Set;

/**
 * The site-shaping content types: their records shape the whole site, not one page. Every operation on them needs
 * {@link Permission#SETTINGS} in that environment, besides its own permission (ROLE-18, A8).
 */
public final class SiteShaping {
    /** The keys of these types. A site's own types are never among them. */
    public static final Set<String> TYPES =
            Set.of("theme", "layout", "settings", "navigation", "redirect", "automation", "integration");

    private SiteShaping() {}

    /** Whether the type is site-shaping. */
    public static boolean is(String type) {
        return TYPES.contains(type);
    }

    /**
     * Whether the permission on this type needs the settings permission besides: the type is site-shaping and the
     * permission acts on records.
     */
    static boolean asks(Permission permission, String type) {
        return is(type) && (permission.perType() || permission == Permission.IMPORT);
    }
}
