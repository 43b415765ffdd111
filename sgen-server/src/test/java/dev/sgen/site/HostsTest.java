package dev.sgen.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgen.support.Requirement;
import dev.sgen.support.TestNames;
import dev.sgen.support.TestPeople;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.Refused;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Requirement("MULTI-9")
class HostsTest {
    private final TestPeople people = new TestPeople();

    @Test
    void the_table_of_hosts_is_the_contracts() {
        Site site = people.sites.create(people.ada, "shop", "Shop", "starter");
        people.siteHosts.add(people.ada, site.id(), "www.Shop.example.", Environment.LIVE);
        people.siteHosts.add(people.ada, site.id(), "try.shop.example", Environment.STAGING);

        for (String host : List.of("localhost", "LOCALHOST:8080", "localhost.", "127.0.0.1", "127.0.0.1:8080")) {
            assertThat(people.hosts.destination(host)).as(host).isEqualTo(new HostDestination.Installation());
        }
        for (String host : List.of("shop.localhost", "SHOP.localhost:8080", "shop.localhost.", "www.shop.example:80")) {
            assertThat(people.hosts.resolve(host)).as(host).contains(new HostAddress(site, Environment.LIVE));
        }
        for (String host : List.of("shop.staging.localhost", "shop.Staging.localhost.:80", "try.shop.example")) {
            assertThat(people.hosts.resolve(host)).as(host).contains(new HostAddress(site, Environment.STAGING));
        }
        for (String host : List.of(
                "",
                ".",
                "nothing.localhost",
                "staging.localhost",
                "preview.localhost",
                "shop.preview.localhost",
                "a.shop.localhost",
                "shop.staging.staging.localhost",
                "shop..localhost",
                "shop.localhost..",
                "-shop.localhost",
                "shop.localhost, evil.example",
                "user@shop.localhost",
                "shop.localhost:80:80",
                "shop.localhost:x",
                "shop.localhost/",
                "shop%2elocalhost",
                "ſhop.localhost",
                "shop.localhost\u0000",
                "[::1]",
                "127.0.0.2",
                "0x7f.1",
                "a".repeat(300) + ".localhost")) {
            assertThat(people.hosts.destination(host)).as(host).isEqualTo(new HostDestination.Unknown());
        }
    }

    @Test
    void a_change_is_seen_by_the_next_request() {
        assertThat(people.hosts.resolve("later.localhost")).isEmpty();
        Site site = people.sites.create(people.ada, "later", "Later", "growth");
        assertThat(people.hosts.resolve("later.localhost")).isPresent();
        people.sites.change(people.ada, site.id(), new Sites.Change("Much later", null, "Europe/Berlin"));
        assertThat(people.hosts.resolve("later.localhost"))
                .hasValueSatisfying(a -> assertThat(a.site().name()).isEqualTo("Much later"));
        people.siteHosts.add(people.ada, site.id(), "later.example", Environment.LIVE);
        assertThat(people.hosts.resolve("later.example")).isPresent();
        people.siteHosts.remove(people.ada, site.id(), "later.example");
        assertThat(people.hosts.resolve("later.example")).isEmpty();
    }

    @Test
    void a_name_belongs_to_one_site_and_never_to_the_platform() {
        Site one = people.site();
        Site two = people.site();
        people.siteHosts.add(people.ada, one.id(), "one.example", Environment.LIVE);
        refused("invalid-state", () -> people.siteHosts.add(people.ada, two.id(), "ONE.example.", Environment.STAGING));
        for (String host : List.of(
                "localhost", "127.0.0.1", two.key() + ".localhost", "x.staging.localhost", "deep.er.localhost")) {
            refused("invalid-state", () -> people.siteHosts.add(people.ada, one.id(), host, Environment.LIVE));
        }
        for (String host :
                List.of("", "nodots", "127.0.0.2", "http://a.example", "a.example:80", "a b.example", "ä.example")) {
            refused("invalid-content", () -> people.siteHosts.add(people.ada, one.id(), host, Environment.LIVE));
        }
    }

    @Test
    @Requirement("A16")
    void a_claimed_name_serves_nothing_until_its_proof_is_found() {
        Site site = people.site();
        var owner = people.somebody(site.id(), "administrator");
        SiteHost claim = people.siteHosts.add(owner, site.id(), "www.claimed.example.org", Environment.LIVE);
        assertThat(claim.proof()).isNotNull();
        assertThat(claim.proof().name()).isEqualTo("_sgen.www.claimed.example.org");
        assertThat(people.hosts.destination("www.claimed.example.org")).isEqualTo(new HostDestination.Unknown());
        assertThat(people.hosts.ownHost(site.id(), Environment.LIVE)).isEmpty();
        refused("invalid-state", () -> people.siteHosts.verify(owner, site.id(), "www.claimed.example.org"));

        TestNames.publish("_sgen.www.claimed.example.org", "sgen-site=someone-elses");
        refused("invalid-state", () -> people.siteHosts.verify(owner, site.id(), "www.claimed.example.org"));
        assertThat(people.hosts.resolve("www.claimed.example.org")).isEmpty();

        TestNames.publish(
                "_sgen.www.claimed.example.org",
                "sgen-site=someone-elses",
                claim.proof().value());
        assertThat(people.siteHosts
                        .verify(owner, site.id(), "www.claimed.example.org")
                        .confirmed())
                .isTrue();
        assertThat(people.hosts.resolve("www.claimed.example.org")).isPresent();
        assertThat(people.operations(site.id())).endsWith("host.change", "host.change");
    }

    @Test
    @Requirement("A16")
    void a_claim_keeps_nobody_out_and_the_first_proof_wins() {
        Site squatters = people.site();
        Site owners = people.site();
        var squatter = people.somebody(squatters.id(), "administrator");
        var owner = people.somebody(owners.id(), "administrator");
        String name = "shop.contested.example.org";
        SiteHost first = people.siteHosts.add(squatter, squatters.id(), name, Environment.LIVE);
        SiteHost second = people.siteHosts.add(owner, owners.id(), name, Environment.LIVE);
        assertThat(first.proof()).isNotEqualTo(second.proof());
        TestNames.publish("_sgen." + name, second.proof().value());
        refused("invalid-state", () -> people.siteHosts.verify(squatter, squatters.id(), name));
        people.siteHosts.verify(owner, owners.id(), name);
        assertThat(people.hosts.resolve(name))
                .hasValueSatisfying(to -> assertThat(to.site().id()).isEqualTo(owners.id()));
        TestNames.publish("_sgen." + name, first.proof().value());
        refused("invalid-state", () -> people.siteHosts.verify(squatter, squatters.id(), name));
        assertThat(people.hosts.resolve(name))
                .hasValueSatisfying(to -> assertThat(to.site().id()).isEqualTo(owners.id()));

        people.siteHosts.remove(squatter, squatters.id(), name);
        assertThat(people.hosts.resolve(name)).isPresent();
        assertThat(people.siteHosts
                        .add(squatter, squatters.id(), name, Environment.LIVE)
                        .confirmed())
                .isFalse();
    }

    @Test
    @Requirement("A16")
    void the_installations_administrator_confirms_what_a_site_claimed() {
        Site site = people.site();
        var owner = people.somebody(site.id(), "administrator");
        people.siteHosts.add(owner, site.id(), "vouched.example.org", Environment.LIVE);
        people.siteHosts.add(owner, site.id(), "added.example.org", Environment.LIVE);
        assertThat(people.siteHosts
                        .verify(people.ada, site.id(), "vouched.example.org")
                        .confirmed())
                .isTrue();
        assertThat(people.siteHosts
                        .add(people.ada, site.id(), "added.example.org", Environment.STAGING)
                        .confirmed())
                .isTrue();
        assertThat(people.hosts.resolve("added.example.org"))
                .hasValueSatisfying(to -> assertThat(to.environment()).isEqualTo(Environment.STAGING));
    }

    @Test
    @Requirement("A16")
    void names_of_machines_and_inner_networks_are_no_sites() {
        Site site = people.site();
        var owner = people.somebody(site.id(), "administrator");
        for (String never : List.of(
                "localhost.localdomain",
                "metadata.google.internal",
                "x.metadata.google.internal",
                "a.localhost.localdomain",
                "1.0.0.127.in-addr.arpa",
                "x.onion",
                "a.invalid",
                "0x7f.1",
                "127.1",
                "10.0x1")) {
            refused("invalid-content", () -> people.siteHosts.add(people.ada, site.id(), never, Environment.LIVE));
            refused("invalid-content", () -> people.siteHosts.add(owner, site.id(), never, Environment.LIVE));
        }
        for (String inner : List.of("vault.internal", "printer.local", "wiki.corp", "nas.lan", "box.home.arpa")) {
            refused("invalid-content", () -> people.siteHosts.add(owner, site.id(), inner, Environment.LIVE));
        }
        assertThat(people.siteHosts
                        .add(people.ada, site.id(), "wiki.corp", Environment.LIVE)
                        .confirmed())
                .isTrue();
    }

    @Test
    void a_plan_allows_so_many_names_of_its_own() {
        Site site = people.sites.create(people.ada, "small", "Small", "starter");
        for (int i = 0; i < 3; i++) {
            people.siteHosts.add(people.ada, site.id(), "small" + i + ".example", Environment.LIVE);
        }
        refused("plan-limit", () -> people.siteHosts.add(people.ada, site.id(), "small3.example", Environment.LIVE));
    }

    @Test
    void a_key_is_plain_unreserved_and_unique() {
        people.sites.create(people.ada, "taken", "Taken", "starter");
        refused("invalid-state", () -> people.sites.create(people.ada, "taken", "Taken", "starter"));
        for (String key : List.of("staging", "www", "Admin", "1a", "a", "a_b", "a.b", "a-", "", "é", "a".repeat(41))) {
            refused("invalid-content", () -> people.sites.create(people.ada, key, "Name", "starter"));
        }
        refused("invalid-content", () -> people.sites.create(people.ada, "fine", "Name", "gold"));
        refused("invalid-content", () -> people.sites.create(people.ada, "fine", " ", "starter"));
    }

    @Test
    @Requirement({"MULTI-5", "ENV-23"})
    void two_sites_may_share_a_name_and_each_begins_with_two_environments_and_one_administrator() {
        Site one = people.sites.create(people.ada, "shop-one", "Same", "starter");
        Site two = people.sites.create(people.ada, "shop-two", "Same", "starter");
        assertThat(one.id()).isNotEqualTo(two.id());
        assertThat(people.jdbc
                        .sql("SELECT environment || revision FROM environment_state WHERE site_id = :site ORDER BY 1")
                        .param("site", one.id().value())
                        .query(String.class)
                        .list())
                .containsExactly("live0", "staging0");
        assertThat(people.siteMembers.list(people.ada, one.id())).hasSize(1);
        assertThat(people.operations(one.id())).containsExactly("site.create");
    }

    @Test
    @Requirement("ROLE-18")
    void only_an_installation_administrator_makes_sites_and_moves_plans() {
        Site site = people.site();
        var siteAdministrator = people.somebody(site.id(), "administrator");
        refused("forbidden", () -> people.sites.create(siteAdministrator, "mine", "Mine", "starter"));
        refused(
                "forbidden",
                () -> people.sites.change(siteAdministrator, site.id(), new Sites.Change(null, "enterprise", null)));
        assertThat(people.sites
                        .change(siteAdministrator, site.id(), new Sites.Change("New", null, null))
                        .name())
                .isEqualTo("New");
        assertThat(people.sites.visibleTo(siteAdministrator))
                .extracting(Site::id)
                .containsExactly(site.id());
    }

    private static void refused(String code, ThrowingCallable act) {
        assertThatThrownBy(act)
                .isInstanceOfSatisfying(
                        Refused.class, r -> assertThat(r.refusal().code()).isEqualTo(code));
    }
}
