package dev.sgen.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.admin.shell.Verb;
import dev.sgen.audit.AuditEntry;
import dev.sgen.audit.AuditQuery;
import dev.sgen.audit.AuditReading;
import dev.sgen.content.Contents;
import dev.sgen.member.Roles;
import dev.sgen.platform.Json;
import dev.sgen.publishing.Schedule;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.record.Publishing;
import dev.sgen.publishing.record.RecordReading;
import dev.sgen.site.Site;
import dev.sgen.site.Sites;
import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication;
import dev.sgen.support.TestMembers;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The matrix of role, operation and environment once more, through the admin's forms: an allowed step is offered
 * and taken; a forbidden one isn't offered, and its form, posted all the same, answers 403 and changes nothing.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Requirement({"ROLE-3", "ROLE-5", "ROLE-9", "ROLE-18", "ADMIN-9", "T16"})
@Invariant({1, 16})
class AdminMatrixTest {
    private static final List<String> ROLES =
            List.of("administrator", "lead", "editor", "author", "contributor", "viewer");
    private static final String PASSWORD = "a password for everybody";

    /** Columns as {@link #ROLES}; s staging, l live, b both, - neither. A promote is decided on staging. */
    private static final Map<Verb, String> MAY = Map.of(
            Verb.PUBLISH, "bbbs--",
            Verb.UNPUBLISH, "bbbs--",
            Verb.ARCHIVE, "bbb---",
            Verb.REVIVE, "bbb---",
            Verb.DELETE, "bbb---",
            Verb.PROMOTE, "sss---",
            Verb.SCHEDULE, "bbbs--",
            Verb.CANCEL_SCHEDULE, "bbbs--");

    private final Map<String, Browser> browsers = new LinkedHashMap<>();
    private TestApplication server;
    private Site site;
    private int made;

    @BeforeAll
    void signIn() {
        server = TestApplication.shared();
        site = server.bean(Sites.class).create(Actor.platform(), "matrix-of-forms", "Matrix", "enterprise");
        ROLES.forEach(this::hire);
        server.bean(Roles.class)
                .create(
                        Actor.platform(),
                        site.id(),
                        "releaser",
                        "Releaser",
                        List.of("read:staging", "read:live", "publish:staging", "promote:live"));
        hire("releaser");
    }

    private void hire(String role) {
        String email = role + "@matrix.example.org";
        TestMembers.signUp(server, site.key(), email, role, role, PASSWORD);
        browsers.put(role, Browser.signedIn(server, email, PASSWORD));
    }

    @Test
    void every_form_is_offered_and_taken_as_the_matrix_says() {
        List<String> wrong = new ArrayList<>();
        assertThat(MAY).hasSize(Verb.values().length);
        for (Verb verb : Verb.values()) {
            for (Environment environment : Environment.values()) {
                if (verb == Verb.PROMOTE && environment == Environment.LIVE) {
                    continue;
                }
                for (int r = 0; r < ROLES.size(); r++) {
                    char cell = Objects.requireNonNull(MAY.get(verb)).charAt(r);
                    boolean may = cell == 'b' || cell == environment.key().charAt(0);
                    String said = attempt(verb, environment, ROLES.get(r), may);
                    if (!said.isEmpty()) {
                        wrong.add(ROLES.get(r) + " " + verb + " on " + environment + ": " + said);
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void a_save_is_taken_from_those_who_may_write_and_from_nobody_else() {
        for (Environment environment : Environment.values()) {
            String row = "bbbss-";
            for (int r = 0; r < ROLES.size(); r++) {
                boolean may = row.charAt(r) == 'b'
                        || row.charAt(r) == environment.key().charAt(0);
                SiteRecord record = record(environment, Verb.PUBLISH);
                Browser browser = browsers.get(ROLES.get(r));
                HttpResponse<String> answer = browser.post(
                        base(environment) + "/record/" + record.id(),
                        "expected",
                        "1",
                        "title",
                        "Typed over",
                        "path",
                        "",
                        "tags",
                        "",
                        "body",
                        "[]");
                String what = ROLES.get(r) + " on " + environment;
                assertThat(answer.statusCode() / 100).as(what).isEqualTo(may ? 3 : 4);
                assertThat(Objects.requireNonNull(now(record).in(environment)).working())
                        .as(what)
                        .isEqualTo(may ? 2 : 1);
                HttpResponse<String> created = browser.post(
                        base(environment) + "/content/page/new", "title", "New", "path", "", "tags", "", "body", "[]");
                assertThat(created.statusCode() / 100).as(what + " begins one").isEqualTo(may ? 3 : 4);
            }
        }
    }

    /** rootjs #1399, Umbraco.Cloud #202: a role that releases and doesn't write. */
    @Test
    @Requirement("F")
    void who_may_publish_and_not_write_gets_to_the_page_that_publishes() {
        SiteRecord record = record(Environment.STAGING, Verb.PUBLISH);
        Browser releaser = browsers.get("releaser");
        String to = releaser.done(
                base(Environment.STAGING) + "/record/" + record.id(),
                "expected",
                "1",
                "then",
                "publish",
                "title",
                "Mine");
        assertThat(to).contains("/decide/publish?record=" + record.id());
        assertThat(now(record).lastVersion()).isEqualTo(1);
        releaser.done(
                base(Environment.STAGING) + "/decide/publish",
                "record",
                record.id().toString());
        assertThat(Objects.requireNonNull(now(record).in(Environment.STAGING)).published())
                .isEqualTo(1);
    }

    @Test
    @Requirement({"A8", "ROLE-18", "ADMIN-9"})
    void what_shapes_the_site_is_offered_to_who_holds_settings_and_to_nobody_else() {
        for (String type : List.of("theme", "settings", "layout")) {
            for (Environment environment : Environment.values()) {
                SiteRecord record = server.bean(Publishing.class)
                        .create(
                                Actor.platform(),
                                site.id(),
                                environment,
                                type,
                                new Contents("Shaping", null, Json.object(), List.of()));
                for (String role : List.of("lead", "editor")) {
                    boolean may = role.equals("lead");
                    Browser browser = browsers.get(role);
                    Document list = browser.page(base(environment) + "/content/" + type);
                    assertThat(list.select("a[href$=/content/" + type + "/new]").isEmpty())
                            .as(role + " begins a " + type)
                            .isEqualTo(!may);
                    Document page = browser.page(base(environment) + "/record/" + record.id());
                    assertThat(page.select("button[name=then], a[href*=/decide/]")
                                    .isEmpty())
                            .as(role + " decides of a " + type)
                            .isEqualTo(!may);
                    HttpResponse<String> decided = browser.post(
                            base(environment) + "/decide/publish",
                            "record",
                            record.id().toString());
                    assertThat(decided.statusCode() / 100)
                            .as(role + " publishes a " + type)
                            .isEqualTo(may ? 3 : 4);
                    server.bean(Publishing.class)
                            .schedule(
                                    Actor.platform(),
                                    site.id(),
                                    environment,
                                    List.of(record.id()),
                                    Schedule.Action.PUBLISH,
                                    Instant.parse("2099-01-01T00:00:00Z"));
                    assertThat(browser.page(base(Environment.STAGING) + "/schedule")
                                    .select("form[action$=/schedule/cancel] input[value=" + record.id() + "]")
                                    .isEmpty())
                            .as(role + " takes the moment of a " + type + " back")
                            .isEqualTo(!may);
                }
            }
        }
    }

    private String attempt(Verb verb, Environment environment, String role, boolean may) {
        SiteRecord record = record(environment, verb);
        Browser browser = browsers.get(role);
        Document page = browser.page(base(environment) + "/record/" + record.id());
        boolean offered = !page.select(
                        "a[href*=/decide/" + verb.key() + "?], button[name=then][value=" + verb.key() + "]")
                .isEmpty();
        String newest = newest().id();
        HttpResponse<String> answer = browser.post(
                base(environment) + "/decide/" + verb.key(),
                "record",
                record.id().toString(),
                "at",
                "2099-01-01T10:00",
                "action",
                "publish");
        if (offered != may) {
            return offered ? "offered, and it isn't theirs" : "theirs, and not offered";
        }
        if (may) {
            return answer.statusCode() / 100 == 3 ? "" : "answered " + answer.statusCode();
        }
        if (answer.statusCode() != 403) {
            return "answered " + answer.statusCode() + " where 403 was due";
        }
        if (!now(record).equals(record)) {
            return "refused, and changed something";
        }
        // To try to promote and not be allowed to is a kind of entry of its own (AUDIT-32); nothing else leaves one.
        AuditEntry last = newest();
        return verb == Verb.PROMOTE
                ? last.operation().equals("promote.refuse") ? "" : "refused, and the trail doesn't say so: " + last
                : last.id().equals(newest) ? "" : "refused, and left an entry";
    }

    private AuditEntry newest() {
        return server.bean(AuditReading.class)
                .search(site.id(), AuditQuery.newest(1))
                .items()
                .getFirst();
    }

    private SiteRecord now(SiteRecord record) {
        return server.bean(RecordReading.class).require(Actor.platform(), site.id(), Environment.STAGING, record.id());
    }

    /** A record from which the step can be taken. */
    private SiteRecord record(Environment environment, Verb verb) {
        made++;
        Publishing publishing = server.bean(Publishing.class);
        Actor platform = Actor.platform();
        Contents contents = new Contents("Record " + made, "/matrix-" + made, Json.object(), List.of());
        SiteRecord record = publishing.create(platform, site.id(), environment, "page", contents);
        List<RecordId> ids = List.of(record.id());
        switch (verb) {
            case UNPUBLISH, PROMOTE -> publishing.publish(platform, site.id(), environment, ids);
            case REVIVE -> publishing.archive(platform, site.id(), environment, ids);
            case CANCEL_SCHEDULE ->
                publishing.schedule(
                        platform,
                        site.id(),
                        environment,
                        ids,
                        Schedule.Action.PUBLISH,
                        Instant.parse("2099-01-01T00:00:00Z"));
            default -> {}
        }
        return now(record);
    }

    private String base(Environment environment) {
        return "/admin/sites/" + site.key() + "/" + environment.key();
    }
}
