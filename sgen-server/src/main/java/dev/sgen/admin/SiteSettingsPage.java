package dev.sgen.admin;

import dev.sgen.site.SiteHost;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Name, time zone, plan and hosts of a site.
 *
 * @param ofInstallation whether the operator administers the installation: moves plans, confirms hosts by their word
 */
public record SiteSettingsPage(
        Frame frame,
        String id,
        String key,
        String name,
        String timeZone,
        String plan,
        boolean secondPerson,
        boolean mayBind,
        List<String> plans,
        List<String> zones,
        List<Host> hosts,
        boolean mayChange,
        boolean ofInstallation,
        Typed typed) {
    /**
     * A host name and where it leads.
     *
     * @param proof what is to be published in the domain's DNS before it serves; null where it serves
     */
    public record Host(String name, String environment, boolean custom, SiteHost.@Nullable Proof proof) {}
}
