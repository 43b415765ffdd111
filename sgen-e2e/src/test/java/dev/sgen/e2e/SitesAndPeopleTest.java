package dev.sgen.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.support.Requirement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Sites, their hosts and the people on their rosters, over the API. */
@Requirement("ADMIN-26")
class SitesAndPeopleTest {
    private final World world = World.site(Product.shared(), "people");
    private final Api administrator = world.administrator().api();

    @Test
    void a_site_has_a_key_of_its_own() {
        String again = "{\"key\":\"" + world.key() + "\",\"name\":\"Again\",\"plan\":\"starter\"}";
        assertThat(administrator.post("/sites", again).status()).isIn(409, 422);
        for (String bad : List.of("", "UPPER", "a b", "-a", "a.b", "admin/x", "../x", "x".repeat(80), "ünïcode")) {
            administrator
                    .post("/sites", "{\"key\":\"" + bad + "\",\"name\":\"N\",\"plan\":\"starter\"}")
                    .expectProblem(422, "invalid-content");
        }
        administrator
                .post("/sites", "{\"key\":\"plan-less\",\"name\":\"N\",\"plan\":\"platinum\"}")
                .expectProblem(422, "invalid-content");
        administrator
                .post("/sites", "{\"key\":\"name-less\",\"plan\":\"starter\"}")
                .expectProblem(400, "bad-request");
    }

    @Test
    void a_site_can_be_renamed() {
        administrator.patch(world.path(""), "{\"name\":\"New name\"}").expect(200);
        JsonNode site = administrator.get(world.path("")).expect(200).json();
        assertThat(site.path("name").asString()).isEqualTo("New name");
        assertThat(site.path("plan").asString()).isEqualTo("professional");
        administrator.patch(world.path(""), "{\"timeZone\":\"Mars/Olympus\"}").expectProblem(422, "invalid-content");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nobody.localhost",
                "127.0.0.1.example.org",
                "evil.example",
                "x.staging.localhost",
                "localhost.evil.example"
            })
    @Requirement("T25")
    void an_unknown_host_is_misdirected_and_learns_nothing(String host) {
        Answer answer = Visitor.ofHost(world.product(), host).opens("/");
        assertThat(answer.status()).isEqualTo(421);
        assertThat(answer.text()).doesNotContain(world.key(), "SGEN", "Jetty");
    }

    @Test
    @Requirement({"ENV-8", "ENV-9"})
    void every_answer_of_staging_asks_not_to_be_indexed_and_live_does_not() {
        for (String path : List.of("/", "/nothing-here", "/robots.txt", "/sitemap.xml")) {
            assertThat(world.visitorOfStaging().opens(path).header("x-robots-tag"))
                    .as(path)
                    .contains("noindex, nofollow");
            assertThat(world.visitor().opens(path).header("x-robots-tag"))
                    .as(path)
                    .isEmpty();
        }
        assertThat(world.visitorOfStaging().opens("/robots.txt").text()).contains("Disallow: /");
    }

    @Test
    void the_admin_and_the_api_are_not_on_the_host_of_a_site() {
        for (String path : List.of("/admin", "/api/v1/sites", "/metrics", "/admin/sign-in")) {
            assertThat(world.visitor().opens(path).status()).as(path).isIn(404, 410);
            assertThat(world.visitorOfStaging().opens(path).status()).as(path).isIn(404, 410);
        }
    }

    @Test
    @Requirement("T19")
    void nobody_hands_out_more_than_they_have_and_the_last_owner_stays() {
        Person lead = world.joins("Lena", "lead");
        lead.api()
                .post(world.path("/members"), "{\"email\":\"a@example.org\",\"name\":\"A\",\"role\":\"administrator\"}")
                .expectProblem(403, "forbidden");
        JsonNode members =
                administrator.get(world.path("/members")).expect(200).json().path("items");
        assertThat(members.toString()).contains("Lena", "lead");
        administrator
                .post(world.path("/members"), "{\"email\":\"no address\",\"name\":\"A\",\"role\":\"lead\"}")
                .expectProblem(422, "invalid-content");
        administrator
                .post(world.path("/members"), "{\"email\":\"b@example.org\",\"name\":\"B\",\"role\":\"emperor\"}")
                .expectProblem(422, "invalid-content");
    }

    @Test
    void permissions_are_listed_for_everybody_who_is_signed_in() {
        assertThat(administrator.get("/permissions").expect(200).text())
                .contains("promote", "staging", "live", "viewer");
    }

    @Test
    @Requirement("T24")
    void somebody_who_was_removed_can_do_nothing_any_more() {
        Person otto = world.joins("Otto", "editor");
        otto.api().get(otto.records(Person.STAGING)).expect(200);
        String id = "";
        for (JsonNode member :
                administrator.get(world.path("/members")).expect(200).json().path("items")) {
            if (member.path("name").asString().equals("Otto")) {
                id = member.path("id").asString();
            }
        }
        administrator.delete(world.path("/members/" + id)).expect(200);
        assertThat(otto.api().get(otto.records(Person.STAGING)).status()).isIn(401, 404);
    }
}
