package dev.sgen.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.member.Permission;
import dev.sgen.platform.Json;
import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/**
 * The whole matrix of role, operation and environment, cell by cell, through the API: what is allowed is done,
 * what isn't answers 403, changes nothing and leaves no entry. And each grant by itself: with what an operation
 * needs it goes, with all but one of them it doesn't (ANCHORS F: Umbraco.Cloud #202 and #282, CrafterCMS #46).
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Requirement({"ROLE-3", "ROLE-5", "ROLE-6", "ROLE-7", "ROLE-9", "ROLE-18", "C-40", "PROM-18", "AUDIT-31"})
@Invariant({1, 16})
class RoleMatrixTest {
    private static final List<String> ROLES =
            List.of("administrator", "lead", "editor", "author", "contributor", "viewer");
    private static final List<String> ENVIRONMENTS = List.of("staging", "live");

    /**
     * One operation.
     *
     * @param row who may: one letter for each of {@link #ROLES}; s staging, l live, b both, - neither
     * @param start the state the record is brought to first
     * @param needs what it takes, as words of the grid; {@code @} stands for the environment
     */
    private record Operation(
            String name,
            String row,
            String start,
            String method,
            String path,
            @Nullable Object body,
            List<String> needs) {
        boolean knows(String environment) {
            // Those without an environment in their address are tried once.
            return path.contains("{env}") || environment.equals("staging");
        }

        List<String> needsIn(String environment) {
            return needs.stream().map(n -> n.replace("@", environment)).toList();
        }
    }

    private static final Map<String, Object> AT = Map.of("at", "2099-01-01T00:00:00Z", "action", "publish");
    private static final Map<String, Object> PROMOTE_AT = Map.of("at", "2099-01-01T00:00:00Z", "action", "promote");
    private static final String RECORD = "/{env}/records/{record}";
    private static final List<Operation> OPERATIONS = List.of(
            new Operation("read", "bbbbbb", "draft", "GET", RECORD, null, List.of("read:@")),
            new Operation("list", "bbbbbb", "draft", "GET", "/{env}/records", null, List.of("read:@")),
            new Operation("versions", "bbbbbb", "draft", "GET", RECORD + "/versions", null, List.of("read:@")),
            new Operation(
                    "create",
                    "bbbss-",
                    "draft",
                    "POST",
                    "/{env}/records",
                    Map.of("type", "page", "title", "Created"),
                    List.of("save:@")),
            new Operation(
                    "save",
                    "bbbss-",
                    "draft",
                    "PUT",
                    RECORD,
                    Map.of("title", "Saved", "path", "/saved", "tags", List.of(), "content", Map.of()),
                    List.of("save:@")),
            new Operation("publish", "bbbs--", "draft", "POST", RECORD + "/publish", null, List.of("publish:@")),
            new Operation(
                    "unpublish", "bbbs--", "published", "POST", RECORD + "/unpublish", null, List.of("unpublish:@")),
            new Operation("archive", "bbb---", "draft", "POST", RECORD + "/archive", null, List.of("archive:@")),
            new Operation("revive", "bbb---", "archived", "POST", RECORD + "/revive", null, List.of("archive:@")),
            new Operation("delete", "bbb---", "draft", "DELETE", RECORD, null, List.of("delete:@")),
            new Operation(
                    "schedule", "bbbs--", "draft", "PUT", RECORD + "/schedule", AT, List.of("schedule:@", "publish:@")),
            new Operation(
                    "schedule a promote",
                    "sss---",
                    "published",
                    "PUT",
                    "/staging/records/{record}/schedule",
                    PROMOTE_AT,
                    List.of("schedule:staging", "promote:live")),
            new Operation(
                    "cancel",
                    "bbbs--",
                    "scheduled",
                    "DELETE",
                    RECORD + "/schedule",
                    null,
                    List.of("schedule:@", "publish:@")),
            new Operation(
                    "recover",
                    "bbbs--",
                    "draft",
                    "POST",
                    RECORD + "/recover",
                    Map.of("version", 1, "publish", false),
                    List.of("recover:@")),
            new Operation(
                    "recover to visitors",
                    "bbbs--",
                    "draft",
                    "POST",
                    RECORD + "/recover",
                    Map.of("version", 1, "publish", true),
                    List.of("recover:@", "publish:@")),
            new Operation(
                    "publish many",
                    "bbb---",
                    "draft",
                    "POST",
                    "/{env}/bulk",
                    Map.of("operation", "publish", "records", List.of("{record}", "{another}")),
                    List.of("publish:@", "bulk:@")),
            new Operation(
                    "promote",
                    "sss---",
                    "published",
                    "POST",
                    "/promotions",
                    Map.of("records", List.of("{record}")),
                    List.of("promote:live")),
            new Operation("inbox", "bbb---", "draft", "GET", "/{env}/submissions", null, List.of("inbox:@")),
            new Operation("trail", "sss---", "draft", "GET", "/audit", null, List.of("audit:staging", "audit:live")),
            new Operation(
                    "verify", "sss---", "draft", "GET", "/audit/verify", null, List.of("audit:staging", "audit:live")),
            new Operation(
                    "type",
                    "s-----",
                    "draft",
                    "PUT",
                    "/types/recipe",
                    Map.of("name", "Recipe {record}", "schema", Map.of("type", "object")),
                    List.of("types:staging", "types:live")),
            new Operation(
                    "settings",
                    "ss----",
                    "draft",
                    "PATCH",
                    "",
                    Map.of("name", "Named {record}"),
                    List.of("settings:staging", "settings:live")));

    private ApiSite site;
    private TestApplication server;
    private final Map<String, String> tokens = new LinkedHashMap<>();
    private int made;

    @BeforeAll
    void hire() {
        site = new ApiSite();
        server = site.server;
        ROLES.forEach(role -> tokens.put(role, tokenOf(role, List.of())));
    }

    @Test
    void every_cell_is_as_written() {
        List<String> wrong = new ArrayList<>();
        int cells = 0;
        for (Operation operation : OPERATIONS) {
            for (String environment : ENVIRONMENTS) {
                if (!operation.knows(environment)) {
                    continue;
                }
                for (int r = 0; r < ROLES.size(); r++) {
                    char cell = operation.row().charAt(r);
                    boolean may = cell == 'b' || cell == environment.charAt(0);
                    String said = attempt(operation, environment, tokens.get(ROLES.get(r)), may);
                    if (!said.isEmpty()) {
                        wrong.add(ROLES.get(r) + " " + operation.name() + " on " + environment + ": " + said);
                    }
                    cells++;
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(cells).isGreaterThan(200);
    }

    @Test
    void each_grant_is_needed_and_no_other() {
        List<String> wrong = new ArrayList<>();
        List<String> everything = new ArrayList<>();
        for (Permission permission : Permission.values()) {
            permission.environments().forEach(e -> everything.add(permission.key() + ":" + e.key()));
        }
        Map<String, String> limited = new LinkedHashMap<>();
        for (Operation operation : OPERATIONS) {
            for (String environment : ENVIRONMENTS) {
                if (!operation.knows(environment)) {
                    continue;
                }
                List<String> needs = operation.needsIn(environment);
                String enough =
                        limited.computeIfAbsent(new TreeSet<>(needs).toString(), k -> tokenOf("administrator", needs));
                String said = attempt(operation, environment, enough, true);
                if (!said.isEmpty()) {
                    wrong.add(operation.name() + " with " + needs + ": " + said);
                }
                for (String need : needs) {
                    List<String> rest = new ArrayList<>(everything);
                    rest.remove(need);
                    boolean either = operation.name().equals("cancel") && need.equals("publish:live");
                    if (either) {
                        // Who carried a scheduled record to live may take that moment back as well.
                        rest.remove("promote:live");
                    }
                    String short1 =
                            limited.computeIfAbsent("not " + need + either, k -> tokenOf("administrator", rest));
                    said = attempt(operation, environment, short1, false);
                    if (!said.isEmpty()) {
                        wrong.add(operation.name() + " without " + need + ": " + said);
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** What went otherwise than it should have, or nothing. */
    private String attempt(Operation operation, String environment, @Nullable String token, boolean may) {
        String record = record(environment, operation.start());
        String another = operation.name().contains("many") ? record(environment, operation.start()) : record;
        String before =
                site.get("/" + environment + "/records/" + record).response().body();
        String newest = newestEntry();
        String path = "/api/v1/sites/" + site.key + filled(operation.path(), environment, record, another);
        String body =
                operation.body() == null ? "" : filled(Json.write(operation.body()), environment, record, another);
        HttpResponse<String> answer = server.send(
                operation.method(),
                "localhost",
                path,
                body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body),
                "Authorization",
                "Bearer " + token,
                "Content-Type",
                "application/json",
                "If-Match",
                "1");
        boolean done = answer.statusCode() / 100 == 2;
        if (may) {
            return done ? "" : "answered " + answer.statusCode() + " " + answer.body();
        }
        if (answer.statusCode() != 403) {
            return "answered " + answer.statusCode() + " where 403 was due";
        }
        // To try to promote and not be allowed to is a kind of entry of its own (AUDIT-32); nothing else leaves one.
        boolean told = operation.path().equals("/promotions");
        JsonNode last = site.lastEntry();
        if (told && !last.path("operation").asString().equals("promote.refuse")) {
            return "refused, and the trail doesn't say so: " + last;
        }
        if (!told && !last.path("id").asString().equals(newest)) {
            return "refused, and left an entry";
        }
        String after =
                site.get("/" + environment + "/records/" + record).response().body();
        return after.equals(before) ? "" : "refused, and changed " + before + " to " + after;
    }

    private String newestEntry() {
        return site.lastEntry().path("id").asString();
    }

    private static String filled(String text, String environment, String record, String another) {
        return text.replace("{env}", environment).replace("{record}", record).replace("{another}", another);
    }

    private String record(String environment, String state) {
        made++;
        String id = site.create(environment, "Record " + made, "/record-" + made);
        switch (state) {
            case "published" -> site.step(environment, id, "publish");
            case "archived" -> site.step(environment, id, "archive");
            case "scheduled" -> site.call("PUT", "/" + environment + "/records/" + id + "/schedule", AT);
            default -> {}
        }
        return id;
    }

    private String tokenOf(String role, List<String> limits) {
        made++;
        String member = site.post(
                        "/members",
                        Map.of("email", "m" + made + "@" + site.key + ".example.org", "name", role, "role", role))
                .json()
                .path("id")
                .asString("");
        assertThat(member).isNotEmpty();
        String token = site.post("/tokens", Map.of("name", "Matrix", "member", member, "limits", limits))
                .json()
                .path("token")
                .asString("");
        assertThat(token).isNotEmpty();
        return token;
    }
}
