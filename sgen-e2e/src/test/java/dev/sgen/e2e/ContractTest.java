package dev.sgen.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.support.Requirement;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The HTTP contract as a stranger's program meets it: what each call answers when it is asked well, and badly. */
@Requirement({"ADMIN-26", "ROLE-9"})
class ContractTest {
    private static final String NOBODY = "01890000-0000-7000-8000-000000000000";
    private static final int TEN_MEGABYTES = 10 * 1024 * 1024;

    private static World world;
    private static World other;
    private static Person lead;
    private static Api api;

    @BeforeAll
    static void open() {
        world = World.site(Product.shared(), "contract");
        other = World.site(Product.shared(), "neighbour");
        lead = world.joins("Lena", "lead");
        api = lead.api();
    }

    // ---- who asks

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer nonsense",
                "Bearer sgen_pat_000000000000000000000000000000000000",
                "Basic Z3JhY2U6eA=="
            })
    @Requirement({"T30", "T20"})
    void without_a_good_token_nothing_is_answered_but_401(String authorization) {
        Api nobody = Api.withoutToken(world.product());
        Api asking = authorization.isEmpty() ? nobody : nobody.with("Authorization", authorization);
        for (String path :
                List.of("/sites", world.path(""), world.path("/audit"), world.path("/staging/records"), "/nowhere")) {
            asking.get(path).expectProblem(401, "unauthenticated");
        }
        asking.post("/sites", "{}").expectProblem(401, "unauthenticated");
    }

    @Test
    @Requirement("T24")
    void a_revoked_token_is_worth_nothing_at_once() {
        Api administrator = world.administrator().api();
        JsonNode made = administrator
                .post(world.path("/tokens"), "{\"name\":\"short-lived\"}")
                .expect(201)
                .json();
        Api shortLived = Api.withToken(world.product(), made.path("token").asString());
        shortLived.get(world.path("")).expect(200);
        administrator
                .delete(world.path("/tokens/" + made.path("id").asString()))
                .expect(204);
        shortLived.get(world.path("")).expectProblem(401, "unauthenticated");
    }

    @Test
    @Requirement({"T15", "ROLE-9"})
    void another_sites_records_do_not_exist_here() {
        String theirs = other.administrator().creates("Secret plans", "/secret", "plans");
        for (String environment : List.of(Person.STAGING, Person.LIVE)) {
            String record = lead.record(environment, theirs);
            for (String rest : List.of("", "/versions", "/versions/1", "/versions/1/diff/1", "/recovery")) {
                api.get(record + rest).expectProblem(404, "not-found");
            }
            for (String verb : List.of("publish", "unpublish", "archive", "revive")) {
                api.post(record + "/" + verb, "{}").expectProblem(404, "not-found");
            }
            api.with("If-Match", "\"1\"")
                    .put(record, Person.contents("Mine", "/mine", "mine").toString())
                    .expectProblem(404, "not-found");
            api.delete(record).expectProblem(404, "not-found");
            bulk(environment, "archive", theirs).expectProblem(404, "not-found");
        }
        lead.tryToPromote("overwrite", theirs).expectProblem(404, "not-found");
        JsonNode entry = other.audit("").get(0);
        api.get(world.path("/audit/" + entry.path("id").asString())).expectProblem(404, "not-found");
        assertThat(other.administrator()
                        .reads(Person.STAGING, theirs)
                        .path("working")
                        .path("version")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    @Requirement("T15")
    void a_site_one_does_not_belong_to_is_as_unknown_as_one_that_is_not_there() {
        for (String rest :
                List.of("", "/types", "/staging/records", "/audit", "/audit/verify", "/members", "/tokens")) {
            Answer theirs = api.get("/sites/" + other.key() + rest).expectProblem(404, "not-found");
            Answer nobodys = api.get("/sites/no-such-site" + rest).expectProblem(404, "not-found");
            assertThat(theirs.json().path("detail").asString())
                    .isEqualTo(nobodys.json().path("detail").asString());
        }
        assertThat(api.get("/sites").expect(200).text()).contains(world.key()).doesNotContain(other.key());
    }

    @Test
    @Requirement({"ROLE-9", "PROM-18", "AUDIT-31"})
    void what_the_role_does_not_allow_is_forbidden_and_leaves_nothing_behind() {
        Person author = world.joins("Otto", "author");
        Person viewer = world.joins("Vera", "viewer");
        String page = author.creates("Forbidden fruit", "/fruit", "apple");
        author.publishes(page);
        int entries = world.audit("record=" + page).size();

        author.tryToPromote("refuse", page).expectProblem(403, "forbidden");
        author.publishes(Person.LIVE, page).expectProblem(403, "forbidden");
        author.api()
                .with("If-Match", "\"1\"")
                .put(
                        author.record(Person.LIVE, page),
                        Person.contents("Mine", "/fruit", "pear").toString())
                .expectProblem(403, "forbidden");
        author.api().get(world.path("/audit")).expectProblem(403, "forbidden");
        author.api()
                .post(world.path("/members"), "{\"email\":\"x@example.org\",\"role\":\"administrator\"}")
                .expectProblem(403, "forbidden");
        viewer.api()
                .post(
                        viewer.records(Person.STAGING),
                        Person.contents("X", "/x", "x").put("type", "page").toString())
                .expectProblem(403, "forbidden");
        viewer.publishes(Person.STAGING, page).expectProblem(403, "forbidden");
        viewer.api().delete(viewer.record(Person.STAGING, page)).expectProblem(403, "forbidden");

        assertThat(world.audit("record=" + page)).hasSize(entries);
        world.visitor().findsNothingAt("/fruit");
    }

    // ---- what is sent

    @ParameterizedTest
    @MethodSource("unreadable")
    void a_body_that_cannot_be_read_is_a_bad_request(String body) {
        api.post(lead.records(Person.STAGING), body).expectProblem(400, "bad-request");
        api.post(world.path("/promotions"), body).expectProblem(400, "bad-request");
        api.post("/sites", body).expectProblem(400, "bad-request");
    }

    static Stream<Named<String>> unreadable() {
        return Stream.of(
                        "",
                        "{",
                        "nonsense",
                        "[]",
                        "\"text\"",
                        "null",
                        "{\"type\":\"page\",}",
                        "{\"type\":\"page\",\"type\":\"post\",\"title\":\"x\",\"content\":{}}",
                        "[".repeat(100_000),
                        "{\"title\":\"\ud800\"}")
                .map(body ->
                        Named.of(body.isEmpty() ? "nothing" : body.substring(0, Math.min(body.length(), 40)), body));
    }

    @Test
    void a_body_in_another_format_is_an_unsupported_type() {
        api.send("POST", lead.records(Person.STAGING), BodyPublishers.ofString("<page/>"), "application/xml")
                .expectProblem(415, "unsupported-type");
    }

    @Test
    @Requirement("T18")
    void fields_that_nobody_asked_for_are_refused() {
        for (String field :
                List.of("id", "state", "version", "site", "siteId", "authorId", "createdAt", "published", "role")) {
            ObjectNode json = Person.contents("Extra", "/extra-" + field.toLowerCase(java.util.Locale.ROOT), "x")
                    .put("type", "page");
            json.put(field, "published");
            Answer answer =
                    api.post(lead.records(Person.STAGING), json.toString()).expectProblem(400, "bad-request");
            assertThat(answer.text()).contains(field);
        }
        api.post(world.path("/promotions"), "{\"records\":[],\"force\":true}").expectProblem(400, "bad-request");
        String page = lead.creates("Kept", "/kept-" + world.key(), "x");
        api.with("If-Match", "\"1\"")
                .put(
                        lead.record(Person.STAGING, page),
                        Person.contents("Kept", "/kept", "x")
                                .put("state", "published")
                                .toString())
                .expectProblem(400, "bad-request");
    }

    @Test
    @Requirement({"T37", "REC-8"})
    void a_title_of_ten_megabytes_is_refused_and_so_is_a_body_beyond_all_measure() {
        Answer answer = create(Person.contents("x".repeat(TEN_MEGABYTES), "/long", "x"));
        assertThat(answer.status()).isIn(413, 422);
        answer.expectProblem(answer.status(), answer.status() == 413 ? "too-large" : "invalid-content");
        create(Person.contents("x", "/long", "x".repeat(6 * TEN_MEGABYTES))).expectProblem(413, "too-large");
        create(Person.contents("x", "/" + "long".repeat(10_000), "x")).expectProblem(422, "invalid-content");
    }

    @Test
    void characters_that_no_text_may_have_are_refused_wherever_they_stand() {
        for (String json : List.of(
                "{\"type\":\"page\",\"title\":\"a\\u0000b\",\"content\":{}}",
                "{\"type\":\"page\",\"title\":\"a\",\"path\":\"/a\\u0000\",\"content\":{}}",
                "{\"type\":\"page\",\"title\":\"a\",\"content\":{\"excerpt\":\"\\u0000\"}}",
                "{\"type\":\"page\",\"title\":\"a\",\"content\":{\"x\\u0000\":1}}",
                "{\"type\":\"page\",\"title\":\"a\",\"content\":{},\"tags\":[\"\\u0000\"]}",
                "{\"type\":\"p\\u0000\",\"title\":\"a\",\"content\":{}}")) {
            Answer answer = api.post(lead.records(Person.STAGING), json);
            assertThat(answer.status()).as(json).isIn(400, 422);
            answer.expectProblem(answer.status(), answer.status() == 400 ? "bad-request" : "invalid-content");
        }
        for (String query : List.of("?q=%00", "?tag=a%00b", "?type=%00", "?cursor=%00", "?sort=%00", "?state=%00")) {
            assertThat(api.get(lead.records(Person.STAGING) + query).status())
                    .as(query)
                    .isBetween(200, 499);
        }
        assertThat(api.get(lead.record(Person.STAGING, "%00")).status()).isIn(400, 404);
        assertThat(api.get("/sites/a%00b").status()).isIn(400, 404);
    }

    @Test
    void a_path_of_emoji_and_other_scripts_is_served_under_its_encoded_address() {
        String page = lead.creates("Feier 🎉", "/feier-🎉/größe-日本", "party words");
        lead.publishes(page);
        String path = lead.reads(Person.STAGING, page).path("path").asString();
        String encoded = java.net
                .URI
                .create("http://x" + path.replace(" ", "%20"))
                .toASCIIString()
                .substring("http://x".length());
        world.visitorOfStaging().sees(encoded, "party words");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../up",
                "/a/../../b",
                "//double",
                "/admin\r\nX: y",
                "/a?b=c",
                "/a#b",
                "http://elsewhere.example/",
                "\\\\server",
                "/%00",
                "/a\tb"
            })
    void an_odd_path_is_made_harmless_or_refused(String path) {
        Answer answer = create(Person.contents("Odd", path, "odd words"));
        if (answer.status() == 201) {
            String stored = answer.json().path("path").asString();
            assertThat(stored).startsWith("/").doesNotContain("..", "//", "?", "#", "\\", "\r", "\n", "\t", "\0");
        } else {
            answer.expectProblem(answer.status(), answer.status() == 400 ? "bad-request" : "invalid-content");
            assertThat(answer.status()).isIn(400, 422);
        }
    }

    @Test
    void content_that_does_not_fit_its_type_names_each_wrong_field() {
        ObjectNode json = Person.contents("", "/empty", "x");
        Answer noTitle = create(json).expectProblem(422, "invalid-content");
        assertThat(noTitle.json().path("errors").get(0).path("field").asString())
                .isEqualTo("/title");
        ObjectNode product = Person.contents("Pea", "/products/pea", "x").put("type", "product");
        ((ObjectNode) product.path("content")).put("price", "four pounds").put("currency", "GBP");
        Answer price =
                api.post(lead.records(Person.STAGING), product.toString()).expectProblem(422, "invalid-content");
        assertThat(price.text()).contains("/content/price");
        ObjectNode unknownType = Person.contents("x", "/x", "x").put("type", "no-such-type");
        assertThat(api.post(lead.records(Person.STAGING), unknownType.toString())
                        .status())
                .isIn(404, 422);
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
                world.path("/%2e%2e/" + other.key()),
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

    private static Answer create(ObjectNode contents) {
        return api.post(
                lead.records(Person.STAGING), contents.put("type", "page").toString());
    }

    private static Answer bulk(String environment, String operation, String record) {
        String json = "{\"operation\":\"" + operation + "\",\"records\":[\"" + record + "\"]}";
        return api.post(world.path("/" + environment + "/bulk"), json);
    }
}
