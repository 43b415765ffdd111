package dev.sgen.api;

import static dev.sgen.api.LiveWays.*;

import dev.sgen.support.TestNames;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

/** Ways to live of what isn’t a record: files, types, settings, hosts. */
final class SiteWays {
    private SiteWays() {}

    static List<Way> all() {
        Map<String, Object> type = Map.of("name", "Recipe", "schema", Map.of("type", "object"));
        return List.of(
                new Way(
                        "upload",
                        "POST " + IN + "/media",
                        "media.upload",
                        DRAFT,
                        SiteWays::upload,
                        sets("save:live"),
                        false),
                way(
                        "define a type",
                        SITE + "/types/{type}",
                        "type.change",
                        DRAFT,
                        "PUT",
                        "/types/recipe",
                        type,
                        "types:staging",
                        "types:live"),
                way(
                        "remove a type",
                        SITE + "/types/{type}",
                        "type.remove",
                        s -> s.does("PUT", "/types/recipe", type),
                        "DELETE",
                        "/types/recipe",
                        null,
                        "types:staging",
                        "types:live"),
                way(
                        "change the site",
                        SITE,
                        "site.change",
                        DRAFT,
                        "PATCH",
                        "",
                        Map.of("name", "Renamed"),
                        "settings:staging",
                        "settings:live"),
                new Way(
                        "add a host",
                        "POST " + SITE + "/hosts",
                        "host.change",
                        DRAFT,
                        s -> s.call("POST", "/hosts", host(s)),
                        sets("settings:live"),
                        false),
                new Way(
                        "confirm a host",
                        "POST " + SITE + "/hosts/{host}/verify",
                        "host.change",
                        // As a tenant claims one: nothing proves it yet but the word of the installation's
                        // administrator.
                        s -> {
                            s.does("POST", "/hosts", host(s));
                            s.site.server
                                    .database()
                                    .jdbc()
                                    .sql(
                                            "UPDATE site_host SET confirmed_at = NULL, proof = 'sgen-site=x' WHERE host = ?")
                                    .param(host(s).get("host"))
                                    .update();
                            TestNames.publish("_sgen." + host(s).get("host"), "sgen-site=x");
                        },
                        s -> s.call("POST", "/hosts/" + host(s).get("host") + "/verify", Map.of()),
                        sets("settings:live"),
                        false),
                new Way(
                        "remove a host",
                        "DELETE " + SITE + "/hosts/{host}",
                        "host.change",
                        s -> s.does("POST", "/hosts", host(s)),
                        s -> s.call("DELETE", "/hosts/" + host(s).get("host"), null),
                        sets("settings:live"),
                        false));
    }

    private static Map<String, Object> host(Stage stage) {
        return Map.of("host", stage.site.key + ".example.org", "environment", "live");
    }

    private static HttpResponse<String> upload(Stage stage) {
        return stage.site.server.send(
                "POST",
                "localhost",
                "/api/v1/sites/" + stage.site.key + "/live/media",
                BodyPublishers.ofString("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"n.txt\"\r\n"
                        + "Content-Type: text/plain\r\n\r\nNotes\r\n--b--\r\n"),
                "Authorization",
                "Bearer " + stage.token,
                "Content-Type",
                "multipart/form-data; boundary=b");
    }
}
