package dev.sgen.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.support.Requirement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The two environments of a site: one identity, two addresses, and nothing between them but what somebody carries. */
class EnvironmentsTest {
    private final Product product = Product.shared();

    @Test
    @Requirement({"ENV-1", "ENV-3", "ENV-7"})
    void a_new_site_has_both_environments_at_their_addresses_and_they_agree() {
        World world = World.site(product, "twins");
        world.visitor().opens("/").expect(200);
        world.visitorOfStaging().opens("/").expect(200);
        JsonNode hosts = world.administrator()
                .api()
                .get(world.path(""))
                .expect(200)
                .json()
                .path("hosts");
        assertThat(hosts.path("live").asString()).startsWith(world.key() + ".localhost");
        assertThat(hosts.path("staging").asString()).startsWith(world.key() + ".staging.localhost");
        JsonNode drift = world.administrator()
                .api()
                .get(world.path("/drift"))
                .expect(200)
                .json();
        assertThat(drift.path("items")).isEmpty();
        drift.path("counts").forEach(count -> assertThat(count.asInt()).isZero());
    }

    @Test
    @Requirement({"ENV-4", "ENV-5"})
    void hosts_of_its_own_show_what_their_environment_shows() {
        World world = World.site(product, "named");
        Person grace = world.administrator();
        String page = grace.creates("Where", "/where", "first for everybody");
        grace.publishes(page);
        grace.promotes(page);
        grace.saves(page, "Where", "/where", "second for colleagues");
        grace.publishes(page);
        for (String environment : List.of("staging", "live")) {
            String host = environment + "." + world.key() + ".example";
            grace.api()
                    .post(
                            world.path("/hosts"),
                            Answer.JSON.writeValueAsString(Map.of("host", host, "environment", environment)))
                    .expect(201);
        }
        Visitor.ofHost(product, "live." + world.key() + ".example").sees("/where", "first for everybody");
        Answer staging = Visitor.ofHost(product, "staging." + world.key() + ".example")
                .sees("/where", "second for colleagues")
                .opens("/where");
        assertThat(staging.header("x-robots-tag")).contains("noindex, nofollow");
    }

    @Test
    @Requirement({"ENV-2", "ENV-12", "ENV-19", "ENV-20", "ENV-21", "ENV-22", "ENV-30"})
    void one_roster_works_in_both_and_each_shows_what_it_was_told_to() {
        World world = World.site(product, "apart");
        Person eve = world.joins("Eve", "editor");
        String page = eve.creates("Prices", "/prices", "ten pounds");
        eve.publishes(page);
        eve.promotes(page);
        Visitor one = world.visitor().sees("/prices", "ten pounds");
        Visitor other = world.visitor().sees("/prices", "ten pounds");

        eve.saves(Person.LIVE, page, Person.contents("Prices", "/prices", "twelve pounds"))
                .expect(200);
        one.doesNotSee("/prices", "twelve pounds");
        eve.publishes(Person.LIVE, page).expect(200);
        one.sees("/prices", "twelve pounds");
        other.sees("/prices", "twelve pounds");
        world.visitorOfStaging().sees("/prices", "ten pounds").doesNotSee("/prices", "twelve pounds");

        for (String environment : List.of(Person.STAGING, Person.LIVE)) {
            JsonNode seen = eve.reads(environment, page);
            assertThat(seen.path("drift").asString()).isEqualTo("live-ahead");
        }
        assertThat(eve.reads(Person.LIVE, page)
                        .path("published")
                        .path("version")
                        .asInt())
                .isGreaterThan(eve.reads(Person.STAGING, page)
                        .path("published")
                        .path("version")
                        .asInt());

        eve.api().post(world.path("/refresh"), "{}").expect(200);
        world.visitorOfStaging().sees("/prices", "twelve pounds");
        assertThat(eve.reads(Person.STAGING, page).path("drift").asString()).isEqualTo("same");
    }
}
