package dev.sgen.admin.site;

import dev.sgen.admin.shell.FormInput;
import dev.sgen.admin.shell.PageShell;
import dev.sgen.site.SiteHost;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Page model of a site's name, time zone, plan and hosts.
 *
 * @param mayBind whether the operator may change the rule that a second person must approve
 * @param ofInstallation whether the operator administers the installation, and so may change the plan and confirm
 *     hosts without proof
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
     * A host and its environment.
     *
     * @param proof the DNS entry that must be published before the host is served; null once it is confirmed
     */
    public record Host(String name, String environment, boolean custom, SiteHost.@Nullable Proof proof) {}
}
