package dev.sgen.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.support.Requirement;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Lists, addresses and the description of the HTTP contract, asked by a program that knows it only from outside. */
class AddressesTest {
    private static final String NOBODY = "01890000-0000-7000-8000-000000000000";

    private static World world;
    private static Person lead;
    private static Api api;

    @BeforeAll
    static void open() {
        world = World.site(Product.shared(), "addresses");
        lead = world.joins("Lena", "lead");
        api = lead.api();
    }

    // ---- lists

    @Test
    @Requirement("T37")
    void lists_have_a_limit_and_a_cursor_and_take_no_nonsense() {
        for (int i = 0; i < 5; i++) {
            lead.creates("Listed " + i, "/listed-" + i, "x");
        }
        for (String list :
                List.of(lead.records(Person.STAGING), world.path("/audit"), world.path("/members"), "/sites")) {
            Api reader = list.endsWith("/members") ? world.administrator().api() : api;
            for (String limit : List.of("0", "-1", "201", "1000000000", "99999999999999999999", "x", "")) {
                reader.get(list + "?limit=" + limit).expectProblem(400, "bad-request");
            }
            reader.get(list + "?cursor=bm9uc2Vuc2U%27--").expectProblem(400, "bad-request");
        }
        List<String> seen = new java.util.ArrayList<>();
        String query = lead.records(Person.STAGING) + "?q=Listed&limit=2";
        JsonNode page = api.get(query).expect(200).json();
        for (int guard = 0; guard < 10; guard++) {
            page.path("items").forEach(item -> seen.add(item.path("title").asString()));
            if (!page.path("next").isString()) {
                break;
            }
            page = api.get(query + "&cursor=" + page.path("next").asString())
                    .expect(200)
                    .json();
        }
        assertThat(seen).containsExactlyInAnyOrder("Listed 0", "Listed 1", "Listed 2", "Listed 3", "Listed 4");
        JsonNode first = api.get(query).expect(200).json().path("items").get(0);
        assertThat(first.propertyNames())
                .contains("id", "type", "title", "path", "state", "updatedAt", "workingVersion", "publishedVersion");
    }

    @Test
    @Requirement("T21")
    void filters_and_orders_that_nobody_defined_are_refused() {
        for (String query : List.of("sort=password", "sort=title;drop", "state=nonsense", "changed=perhaps")) {
            api.get(lead.records(Person.STAGING) + "?" + query).expectProblem(400, "bad-request");
        }
        api.get(world.path("/audit?operation=nonsense")).expectProblem(400, "bad-request");
        api.get(world.path("/audit?from=yesterday")).expectProblem(400, "bad-request");
        api.get(world.path("/nowhere/records")).expectProblem(404, "not-found");
    }

    // ---- addresses and methods

    @Test
    @Requirement("T20")
    void unknown_addresses_and_methods_are_problems_too() {
        api.get("/nothing/here").expectProblem(404, "not-found");
        api.get(world.path("/nothing")).expectProblem(404, "not-found");
        api.get(lead.record(Person.STAGING, NOBODY)).expectProblem(404, "not-found");
        api.get(lead.record(Person.STAGING, "not-an-id")).expectProblem(404, "not-found");
        Answer wrong = api.send("PUT", world.path("/audit"), "{}").expectProblem(405, "method-not-allowed");
        assertThat(wrong.header("allow")).isPresent();
        for (String odd : List.of(
                world.path("/audit;x=y"),
                world.path("//audit"),
                world.path("/%2e%2e/" + "contract"),
                world.path("/audit%2f.."))) {
            assertThat(api.get(odd).status()).as(odd).isIn(400, 404);
        }
    }

    @Test
    void the_description_of_the_interface_is_published_and_names_every_call() {
        JsonNode paths = api.get("/openapi.json").expect(200).json().path("paths");
        String all = String.join("\n", paths.propertyNames());
        for (String call : List.of(
                "/sites",
                "/sites/{site}",
                "/sites/{site}/types",
                "/sites/{site}/{env}/records",
                "/sites/{site}/{env}/records/{r}",
                "/publish",
                "/unpublish",
                "/archive",
                "/revive",
                "/versions",
                "/sites/{site}/promotions",
                "/bulk",
                "/audit",
                "/audit/verify",
                "/media",
                "/imports",
                "/members",
                "/tokens",
                "/permissions")) {
            String pattern = call.replaceAll("\\{[a-z]+}", "\\\\{[A-Za-z]+\\\\}");
            assertThat(all).containsPattern(pattern);
        }
    }

    @Test
    @Requirement("T30")
    void every_answer_carries_its_safety_headers_refusals_too() {
        for (Answer answer : List.of(
                api.get("/sites"),
                api.get("/nothing"),
                Api.withoutToken(world.product()).get("/sites"))) {
            assertThat(answer.header("x-content-type-options"))
                    .as(answer.question())
                    .contains("nosniff");
            assertThat(answer.header("cache-control").orElse(""))
                    .as(answer.question())
                    .contains("no-store");
        }
    }
}
