package dev.sgen.admin.site;

import dev.sgen.admin.shell.FormInput;
import dev.sgen.admin.shell.PageShell;
import dev.sgen.site.SiteHost;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Name, time zone, plan and hosts of a site.
 *
 * @param ofInstallation whether the operator administers the installation: moves plans, confirms hosts by their word
 */
public record SiteSettingsPage(
        PageShell frame,
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
        FormInput typed) {
    /**
     * A host name and where it leads.
     *
     * @param proof what is to be published in the domain's DNS before it serves; null where it serves
     */
    public record Host(String name, String environment, boolean custom, SiteHost.@Nullable Proof proof) {}
}
