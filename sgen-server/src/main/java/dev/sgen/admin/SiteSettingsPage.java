package dev.sgen.admin;

import java.util.List;

/** Name, time zone, plan and hosts of a site. */
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
        Typed typed) {
    /** A host name and where it leads. */
    public record Host(String name, String environment, boolean custom) {}
}
