package dev.sgen.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.admin.shell.AdminWords;
import dev.sgen.admin.shell.LocalTimes;
import dev.sgen.content.ContentType;
import dev.sgen.platform.Json;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication;
import dev.sgen.support.TestMembers;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

/** What somebody meets who is new here: words that say what holds, and a way on from whatever is refused. */
class FirstHourScreensTest {
    private static final String PASSWORD = "a long enough one";

    private final TestApplication server = TestApplication.shared();
    private final Browser admin = Browser.signedIn(server);

    private String site(String key) {
        assertThat(server.api("POST", "/sites", Map.of("key", key, "name", "Site " + key, "plan", "growth"))
                        .status())
                .isEqualTo(201);
        return "/admin/sites/" + key + "/staging";
    }

    @Test
    @Requirement("ROLE-21")
    void hints_on_passwords_say_the_rule_that_holds_and_the_door_says_who_helps() {
        assertThat(admin.page("/admin/account").text())
                .contains("At least 8 characters")
                .doesNotContain("12");
        assertThat(Jsoup.parse(new Browser(server).get("/admin/sign-in").body()).text())
                .contains("Forgotten your password?");
    }

    @Test
    @Requirement("ROLE-1")
    void an_invitation_that_was_taken_back_no_longer_stands_as_one() {
        String base = site("taken-back");
        TestMembers.invite(server, "taken-back", "ivo@taken-back.example", "Ivo", "author");
        Document members = admin.page(base + "/members");
        assertThat(members.select("tr:contains(Ivo) .chip").text()).isEqualTo("invited");
        assertThat(members.select("tr:contains(you) td").get(2).text()).isEqualTo("Administrator");
        var twice = admin.post(base + "/members", "email", "ivo@taken-back.example", "name", "Ivo", "role", "author");
        assertThat(twice.body()).contains("on the list of members already");

        admin.done(members.select("form[action$=/withdraw]").attr("action"));
        Document after = admin.page(base + "/members");
        assertThat(after.select("tr:contains(Ivo) .chip").text()).isEqualTo("no open invitation");
        assertThat(after.select("form[action$=/withdraw]")).isEmpty();
        assertThat(after.select("form[action$=/invitation]")).hasSize(1);

        admin.done(after.select("form[action$=/role]").attr("action"), "role", "editor");
        assertThat(admin.page(base + "/members").text()).contains("Ivo has the role Editor now.");
    }

    @Test
    @Requirement("ROLE-21")
    void a_wrong_password_at_an_invitation_stands_at_its_field_and_the_name_stays() {
        site("known-here");
        String link = TestMembers.invite(server, "known-here", "kim@known-here.example", "Kim", "author");
        var refused = TestMembers.form(server, link, "", Map.of("account", "known", "password", "not this one"));
        assertThat(refused.statusCode()).isEqualTo(422);
        Document page = Jsoup.parse(refused.body());
        assertThat(page.select("input[name=name]").attr("value")).isEqualTo("Kim");
        assertThat(page.select("details[open] .field-error").text()).contains("No account of this address");
        assertThat(page.select(".field-error")).hasSize(1);
    }

    @Test
    @Requirement({"ROLE-9", "ADMIN-1"})
    void who_only_reads_can_type_nothing_and_hears_why() {
        String base = site("reading-only");
        TestMembers.signUp(server, "reading-only", "vic@reading-only.example", "Vic", "author", PASSWORD);
        Browser vic = Browser.signedIn(server, "vic@reading-only.example", PASSWORD);
        String redirect = server.api(
                        "POST",
                        "/sites/reading-only/staging/records",
                        Map.of("type", "redirect", "title", "Old", "content", Map.of("from", "/a", "to", "/b")))
                .json()
                .path("id")
                .asString();
        Document record = vic.page(base + "/record/" + redirect);
        assertThat(record.select("fieldset.desk").hasAttr("disabled")).isTrue();
        assertThat(record.text()).contains("takes the permission “settings”, which the role author doesn’t hold");
        assertThat(record.select("a[href*=/audit]")).isEmpty();
        assertThat(vic.page(base + "/content/redirect").text()).contains("takes the permission “settings”");
        assertThat(vic.page(base + "/content/page").text()).doesNotContain("takes the permission");
        assertThat(vic.page(base + "/site").text()).contains("Ask an administrator of the site");
        assertThat(vic.get(base + "/audit").body()).contains("may not read the audit trail here");
        assertThat(admin.page(base + "/record/" + redirect)
                        .select("fieldset.desk")
                        .hasAttr("disabled"))
                .isFalse();
    }

    @Test
    @Requirement({"CUSTOBJ-1", "ADMIN-21"})
    void a_new_type_never_replaces_one_that_is_there_and_a_refused_schema_says_where() {
        String base = site("new-types");
        String schema = "{\"type\":\"object\",\"properties\":{\"kept\":{\"type\":\"string\"}}}";
        admin.done(base + "/types", "name", "Dish", "key", "dish", "urlPattern", "/dishes/{slug}", "schema", schema);
        var again = admin.post(
                base + "/types", "name", "Other", "key", "dish", "urlPattern", "", "schema", "{\"type\":\"object\"}");
        assertThat(again.statusCode()).isEqualTo(422);
        assertThat(Jsoup.parse(again.body())
                        .select(".field:has(#type-key) .field-error")
                        .text())
                .contains("is there already");
        assertThat(server.api("GET", "/sites/new-types/types/dish", null).json().toString())
                .contains("kept");
        var pattern = admin.post(
                base + "/types",
                "name",
                "Drink",
                "key",
                "drink",
                "urlPattern",
                "",
                "schema",
                "{\"type\":\"object\",\"properties\":{\"x\":{\"type\":\"string\",\"pattern\":\"(a+\"}}}");
        assertThat(Jsoup.parse(pattern.body()).select(".field-error").text()).startsWith("At properties/x/pattern: ");
        assertThat(admin.page(base).select(".side").text()).contains("Dishes");
    }

    @Test
    void moments_and_plurals_read_as_people_say_them() {
        LocalTimes localTimes = new LocalTimes(ZoneOffset.UTC, Instant.parse("2026-12-01T10:00:00Z"));
        assertThat(localTimes.relative(Instant.parse("2026-12-01T10:00:01Z"))).isEqualTo("just now");
        assertThat(localTimes.relative(Instant.parse("2026-12-01T10:00:40Z"))).isEqualTo("in 1 min");
        assertThat(AdminWords.plural(type("Dish"))).isEqualTo("Dishes");
        assertThat(AdminWords.plural(type("Box"))).isEqualTo("Boxes");
        assertThat(AdminWords.plural(type("Story"))).isEqualTo("Stories");
    }

    private ContentType type(String name) {
        String key = "plural-" + name.toLowerCase(java.util.Locale.ROOT);
        String base = site(key);
        admin.done(
                base + "/types", "name", name, "key", "thing", "urlPattern", "", "schema", Json.write(Json.object()));
        return server.bean(dev.sgen.content.ContentTypes.class)
                .require(server.bean(dev.sgen.site.Sites.class).require(key).id(), "thing");
    }
}
