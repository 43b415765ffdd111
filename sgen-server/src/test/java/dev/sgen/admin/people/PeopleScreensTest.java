package dev.sgen.admin.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sgen.admin.Browser;
import dev.sgen.platform.Json;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication;
import dev.sgen.support.TestMembers;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

/** Roles, tokens, requests to promote, and what a member leaves behind, as people meet them in the admin. */
class PeopleScreensTest {
    private static final String PASSWORD = "a long enough one";

    private final TestApplication server = TestApplication.shared();
    private final Browser admin = Browser.signedIn(server);

    private String site(String key) {
        assertThat(server.api("POST", "/sites", Map.of("key", key, "name", "People of " + key, "plan", "growth"))
                        .status())
                .isEqualTo(201);
        return "/admin/sites/" + key + "/staging";
    }

    private String member(String key, String name, String role) {
        return TestMembers.signUp(server, key, name + "@" + key + ".example", name, role, PASSWORD);
    }

    private String published(String key, String title) {
        String id = server.api(
                        "POST",
                        "/sites/" + key + "/staging/records",
                        Map.of("type", "page", "title", title, "content", Json.object()))
                .json()
                .path("id")
                .asString();
        server.api("POST", "/sites/" + key + "/staging/records/" + id + "/publish", null);
        return id;
    }

    @Test
    @Requirement({"ROLE-3", "ROLE-4"})
    void a_role_is_made_in_the_matrix_copied_changed_and_removed() {
        String base = site("matrix");
        Document copy = admin.page(base + "/roles/new?from=author");
        assertThat(copy.select("input[name=grant][value=publish:staging]").hasAttr("checked"))
                .isTrue();
        assertThat(copy.select("input[name=grant][value=promote:live]").hasAttr("checked"))
                .isFalse();
        assertThat(copy.select("input[value^=backups]")).isEmpty();

        admin.done(
                base + "/roles",
                "name",
                "Post keepers",
                "grant",
                "read:staging",
                "grant",
                "save:staging:post",
                "grant",
                "promote:live:post");
        Document role = admin.page(base + "/roles/post-keepers");
        assertThat(role.select("input[value=save:staging:post]").hasAttr("checked"))
                .isTrue();
        assertThat(role.select("input[value=save:staging]").hasAttr("checked")).isFalse();
        assertThat(role.select("details.only[open]")).hasSize(2);

        member("matrix", "paula", "post-keepers");
        admin.done(base + "/roles/post-keepers/remove");
        assertThat(admin.page(base + "/members").text()).contains("held by paula");
        admin.done(base + "/roles/post-keepers", "name", "Post keepers", "grant", "read:staging");
        assertThat(server.api("GET", "/sites/matrix/roles?limit=200", null)
                        .json()
                        .path("items")
                        .valueStream())
                .anySatisfy(r -> {
                    assertThat(r.path("key").asString()).isEqualTo("post-keepers");
                    assertThat(r.path("grants")).hasSize(1);
                });
        var trail = server.api("GET", "/sites/matrix/audit?operation=role.change&limit=1", null)
                .json()
                .path("items")
                .path(0);
        assertThat(trail.path("details").path("before")).hasSize(3);
        assertThat(admin.page(base + "/roles/editor").select("fieldset[disabled]"))
                .isNotEmpty();
    }

    @Test
    void a_token_begins_with_what_it_is_mostly_for() {
        String base = site("begin");
        Document staging = admin.page(base + "/tokens/new?begin=staging");
        assertThat(staging.select("input[name=limit][value$=:staging]").stream()
                        .allMatch(box -> box.hasAttr("checked")))
                .isTrue();
        assertThat(staging.select("input[name=limit][value$=:live][checked]")).isEmpty();
        assertThat(admin.page(base + "/tokens/new?begin=approved")
                        .select("input[name=approved]")
                        .hasAttr("checked"))
                .isTrue();
        var made = admin.post(base + "/tokens", "name", "Agent", "limit", "promote:live", "approved", "yes");
        assertThat(made.body()).contains("sgen_pat_", "promotes only what a person approved");
        assertThat(server.api("GET", "/sites/begin/tokens", null)
                        .json()
                        .path("items")
                        .path(0)
                        .path("approvedOnly")
                        .asBoolean(false))
                .isTrue();
        assertThat(admin.post(base + "/tokens", "name", "").statusCode()).isEqualTo(422);
    }

    @Test
    @Requirement({"ROLE-5", "ROLE-6", "C-53"})
    void an_author_asks_and_somebody_who_may_promote_looks_and_grants() {
        String base = site("asking");
        member("asking", "ann", "author");
        String page = published("asking", "Spring");
        Browser ann = Browser.signedIn(server, "ann@asking.example", PASSWORD);
        Document editor = ann.page(base + "/record/" + page);
        assertThat(editor.select("button[value=promote]")).isEmpty();
        assertThat(editor.select("button[value=ask]").text()).isEqualTo("Ask for promotion…");
        assertThat(ann.page(base + "/content/page").select("button[formaction$=/approvals/ask]"))
                .isNotEmpty();
        assertThat(ann.post(base + "/approvals/ask", "record", page).body()).contains("What it is about");
        String request = ann.done(base + "/approvals/ask", "record", page, "note", "Spring is here");
        assertThat(ann.page(request).select("form[action$=/grant]")).isEmpty();

        Document waiting = admin.page(base + "/approvals");
        assertThat(waiting.text()).contains("“Spring”", "Spring is here", "asked");
        assertThat(waiting.select(".side a[href$=/approvals] .count").text()).isEqualTo("1");
        Document look = admin.page(request);
        assertThat(look.text()).contains("ann asked", "is new on live");
        assertThat(look.select("table.diff td").eachText()).contains("Spring");
        admin.done(request + "/grant", "then", "now", "note", "Lovely");
        assertThat(admin.page(request).text()).contains("used", "granted it", "Lovely");
        assertThat(server.get("asking.localhost", "/spring").statusCode()).isEqualTo(200);

        await().untilAsserted(() -> assertThat(ann.page(base + "/notifications").text())
                .contains("Your request to promote “Spring” is granted by"));
        assertThat(ann.page(base).select(".bell-count").text()).isNotEmpty();
        ann.done(base + "/notifications/read");
        assertThat(ann.page(base).select(".bell-count")).isEmpty();
    }

    @Test
    void a_site_that_needs_a_second_person_says_so_where_one_would_promote() {
        String base = site("second");
        String page = published("second", "Careful");
        admin.done(base + "/site", "name", "Second", "timeZone", "UTC", "secondPerson", "yes");
        assertThat(admin.page(base + "/site").select("input[name=secondPerson]").hasAttr("checked"))
                .isTrue();
        var refused = admin.post(base + "/decide/promote", "record", page);
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("Ask for the promotion");
        assertThat(admin.page(base + "/record/" + page).select("button[value=ask]"))
                .isNotEmpty();
        String request = admin.done(base + "/approvals/ask", "record", page, "note", "");
        assertThat(admin.page(request).select("form[action$=/grant]")).isEmpty();
        admin.done(request + "/withdraw");
        assertThat(admin.page(request).text()).contains("withdrawn");
        assertThat(server.api("POST", "/sites/second/promotions", Map.of("records", List.of(page)))
                        .json()
                        .path("code")
                        .asString())
                .isEqualTo("approval-needed");
    }

    @Test
    void taking_somebody_off_the_list_names_what_they_leave_behind_before_and_after() {
        String base = site("leaving");
        String id = member("leaving", "leo", "editor");
        String page = published("leaving", "Later");
        Browser leo = Browser.signedIn(server, "leo@leaving.example", PASSWORD);
        leo.done(base + "/decide/schedule", "record", page, "at", "2040-01-01T10:00", "action", "promote");
        leo.post(base + "/tokens", "name", "Leo's robot");
        assertThat(server.api("GET", "/sites/leaving/members/" + id + "/left-behind", null)
                        .json()
                        .path("schedules")
                        .path(0)
                        .path("title")
                        .asString())
                .isEqualTo("Later");
        Document before = admin.page(base + "/members/" + id + "/remove");
        assertThat(before.text())
                .contains("Schedules that will fail", "“Later”", "Tokens that stop working", "Leo's robot");
        admin.done(base + "/members/" + id + "/remove");
        assertThat(admin.page(base + "/members").text())
                .contains("1 token with them", "1 schedule of theirs ended")
                .doesNotContain("leo@leaving.example");
        assertThat(leo.get(base).statusCode()).isNotEqualTo(200);
    }
}
