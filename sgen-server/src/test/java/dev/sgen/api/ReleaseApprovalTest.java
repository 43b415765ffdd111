package dev.sgen.api;

import static dev.sgen.api.ApiSite.code;
import static dev.sgen.api.ApiSite.content;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.publishing.approval.Approvals;
import dev.sgen.site.Sites;
import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication.Answer;
import dev.sgen.support.TestMembers;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.MemberId;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A release looked at before it goes, and granted by a second person. */
@Requirement({"REC-18", "ROLE-11"})
class ReleaseApprovalTest {
    private final ApiSite site = new ApiSite();

    private String changed(String path) {
        String id = site.promoted("Before", path);
        site.save("staging", id, 1, "After", content("after"));
        site.step("staging", id, "publish");
        return id;
    }

    private JsonNode release(Map<String, Object> body) {
        Answer made = site.post("/releases", body);
        assertThat(made.status()).as(made.response().body()).isEqualTo(201);
        return made.json();
    }

    private HttpResponse<String> visit(String url, String path) {
        return site.server.get(URI.create(url).getHost(), path);
    }

    private String live(String path) {
        return site.server.get(site.key + ".localhost", path).body();
    }

    @Test
    @Requirement({"ENV-15", "ENV-18"})
    @Invariant(6)
    void it_is_looked_at_as_it_will_look_while_live_stays_as_it_is() {
        String page = changed("/page");
        String old = site.promoted("Leaving", "/old");
        String id = release(
                        Map.of("name", "Launch", "records", List.of(page, Map.of("record", old, "action", "archive"))))
                .path("id")
                .asString();
        Answer made = site.post("/live/previews", Map.of("release", id, "path", "/page"));
        assertThat(made.status()).as(made.response().body()).isEqualTo(201);
        assertThat(made.json().path("kind").asString()).isEqualTo("release");
        assertThat(made.json().path("title").asString()).isEqualTo("Launch");
        String url = made.json().path("url").asString();
        assertThat(visit(url, "/page").body()).contains("After").contains("noindex");
        assertThat(visit(url, "/old").statusCode()).isEqualTo(404);
        assertThat(live("/page")).contains("Before");
        assertThat(live("/old")).contains("Leaving");

        site.save("staging", page, 2, "Later still", content("later"));
        site.step("staging", page, "publish");
        assertThat(visit(url, "/page").body()).as("frozen").contains("After");
        assertThat(code(site.post("/staging/previews", Map.of("release", id)))).isEqualTo("bad-request");
        assertThat(code(site.post("/live/previews", Map.of("release", id, "record", page))))
                .isEqualTo("bad-request");

        site.post("/releases/" + id + "/promote", Map.of());
        assertThat(code(site.post("/live/previews", Map.of("release", id)))).isEqualTo("bad-request");
        assertThat(visit(url, "/page").body()).contains("After");
    }

    @Test
    @Requirement("ENV-17")
    void the_future_holds_what_releases_will_do_and_leaves_out_what_would_be_refused() {
        String page = changed("/page");
        String fixed = changed("/fixed");
        Instant soon = Instant.now().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
        release(Map.of("name", "Goes", "at", soon.toString(), "records", List.of(page)));
        release(Map.of("name", "Fails", "at", soon.toString(), "records", List.of(fixed)));
        site.save("live", fixed, 1, "Hot fix", content("hot"));
        site.step("live", fixed, "publish");

        String after = soon.plusSeconds(60).toString();
        assertThat(at("/page", soon.minusSeconds(60).toString())).isEqualTo("Before");
        assertThat(at("/page", after)).isEqualTo("After");
        assertThat(at("/fixed", after)).as("it would be refused: live moved").isEqualTo("Hot fix");
    }

    private String at(String path, String moment) {
        return site.get("/live/content/page" + path + "?at=" + moment)
                .json()
                .path("title")
                .asString();
    }

    @Test
    @Requirement({"ROLE-11", "PROM-18"})
    @Invariant(16)
    void where_a_second_person_is_needed_a_release_goes_only_as_it_was_granted() {
        String page = changed("/page");
        String other = changed("/other");
        assertThat(site.call("PATCH", "", Map.of("secondPerson", true)).status())
                .isEqualTo(200);
        JsonNode release = release(Map.of("name", "Launch", "records", List.of(page)));
        String id = release.path("id").asString();
        assertThat(release.path("preflight").path("approval").asString()).isEqualTo("missing");
        assertThat(release.path("preflight").path("ready").asBoolean()).isFalse();
        assertThat(code(site.post("/releases/" + id + "/promote", Map.of()))).isEqualTo("approval-needed");
        assertThat(live("/page")).contains("Before");

        Answer asked = site.post("/approvals", Map.of("release", id, "note", "Ready"));
        assertThat(asked.status()).as(asked.response().body()).isEqualTo(201);
        assertThat(preflight(id)).isEqualTo("asked");
        site.call("PATCH", "/releases/" + id, Map.of("add", List.of(other)));
        assertThat(preflight(id)).as("a change voids it").isEqualTo("missing");

        String again =
                site.post("/approvals", Map.of("release", id)).json().path("id").asString();
        String eve = TestMembers.signUp(
                site.server, site.key, "e@" + site.key + ".example.org", "Eve", "administrator", "a password of hers");
        site.server
                .bean(Approvals.class)
                .grant(
                        new Actor.Operator(new MemberId(UUID.fromString(eve)), "Eve"),
                        site.server.bean(Sites.class).require(site.key).id(),
                        UUID.fromString(again),
                        "Fine",
                        false,
                        null);
        assertThat(preflight(id)).isEqualTo("granted");
        Answer promoted = site.post("/releases/" + id + "/promote", Map.of());
        assertThat(promoted.status()).as(promoted.response().body()).isEqualTo(200);
        assertThat(live("/page")).contains("After");
        assertThat(site.lastEntry().toString()).contains("Eve");
        assertThat(site.get("/approvals/" + again).json().path("state").asString())
                .isEqualTo("used");
    }

    private String preflight(String id) {
        return site.get("/releases/" + id + "/preflight")
                .json()
                .path("approval")
                .asString();
    }
}
