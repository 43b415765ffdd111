package dev.sgen.api;

import dev.sgen.platform.Json;
import dev.sgen.support.TestApplication;
import dev.sgen.support.TestApplication.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A site with something of everything, a program that administers it, and a neighbour with a secret. */
final class FuzzSite {
    /** Stands in everything of the neighbour's. */
    static final String SECRET = "ZzNeighbourSecretZz";

    private final TestApplication server;
    private final ApiSite theirs;
    private ApiSite mine;
    private String token = "";
    private String viewer = "";
    private final List<String> ids = new ArrayList<>();
    private final String theirRecord;

    FuzzSite(TestApplication server) {
        this.server = server;
        theirs = new ApiSite(server);
        theirRecord = theirs.promoted(SECRET, "/" + SECRET.toLowerCase(java.util.Locale.ROOT));
        mine = new ApiSite(server);
        furnish();
    }

    String key() {
        return mine.key;
    }

    String token() {
        return token;
    }

    String viewer() {
        return viewer;
    }

    String theirKey() {
        return theirs.key;
    }

    String theirRecord() {
        return theirRecord;
    }

    /** Ids of all kinds of things of the site. */
    List<String> ids() {
        return ids;
    }

    int entriesOfNeighbour() {
        return theirs.get("/audit?limit=200").json().path("items").size();
    }

    boolean trailIsWhole() {
        return mine.get("/audit/verify").json().path("valid").asBoolean();
    }

    /** The program may have removed itself, or its token; then it begins anew elsewhere. */
    void repair() {
        String path = "/api/v1/sites/" + mine.key + "/members";
        if (server.get("localhost", path, "Authorization", "Bearer " + token).statusCode() != 200) {
            mine = new ApiSite(server);
            furnish();
        }
    }

    private void furnish() {
        ids.clear();
        token = tokenOf(member("administrator"));
        viewer = tokenOf(member("viewer"));
        mine.call(
                "PUT",
                "/types/recipe",
                Map.of(
                        "name",
                        "Recipe",
                        "urlPattern",
                        "/recipes/{slug}",
                        "schema",
                        Map.of("type", "object", "properties", Map.of("minutes", Map.of("type", "integer")))));
        mine.post("/roles", Map.of("key", "half", "name", "Half", "grants", List.of("read:staging")));
        String page = mine.promoted("Page", "/page");
        mine.save("staging", page, 1, "Page again", ApiSite.content("words"));
        ids.add(page);
        ids.add(mine.create("live", "On live", "/on-live"));
        String archived = mine.create("staging", "Aside", "/aside");
        mine.step("staging", archived, "archive");
        ids.add(archived);
        for (String type : List.of("post", "form", "product", "settings", "navigation", "recipe", "redirect")) {
            Answer made = mine.post("/staging/records", Map.of("type", type, "title", "A " + type));
            ids.add(made.json().path("id").asString(""));
        }
        for (JsonNode entry : mine.get("/audit?limit=5").json().path("items")) {
            ids.add(entry.path("id").asString());
        }
    }

    private String member(String role) {
        Answer added = mine.post(
                "/members",
                Map.of("email", role + "@" + mine.key + ".example.org", "name", "Fuzz " + role, "role", role));
        String id = id(added.json());
        ids.add(id);
        return id;
    }

    private String tokenOf(String member) {
        Answer made = mine.post("/tokens", Map.of("name", "Fuzz", "member", member));
        ids.add(made.json().path("id").asString());
        String secret = made.json().path("token").asString("");
        if (secret.isEmpty()) {
            throw new AssertionError(Json.write(made.json()));
        }
        return secret;
    }

    private static String id(JsonNode added) {
        return added.path("id").asString(added.path("member").path("id").asString(""));
    }
}
