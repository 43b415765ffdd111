package dev.sgen.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.support.Requirement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The calls on records, each with its effect and each with the refusal that belongs to it. */
@Requirement("ADMIN-26")
class RecordCallsTest {
    private World world;
    private Person lead;
    private Api api;

    @BeforeEach
    void open() {
        world = World.site(Product.shared(), "records");
        lead = world.joins("Lena", "lead");
        api = lead.api();
    }

    @Test
    @Requirement({"REC-16", "SAVE-9"})
    void a_save_needs_the_version_it_started_from_and_loses_to_one_in_between() {
        String page = lead.creates("Prices", "/prices", "one pound");
        String address = lead.record(Person.STAGING, page);
        ObjectNode change = Person.contents("Prices", "/prices", "two pounds");
        assertThat(api.get(address).expect(200).header("etag")).contains("\"1\"");

        api.put(address, change.toString()).expectProblem(428, "precondition-required");
        api.with("If-Match", "*").put(address, change.toString()).expectProblem(400, "bad-request");
        api.with("If-Match", "\"nonsense\"").put(address, change.toString()).expectProblem(400, "bad-request");
        Answer saved =
                api.with("If-Match", "\"1\"").put(address, change.toString()).expect(200);
        assertThat(saved.header("etag")).contains("\"2\"");
        assertThat(saved.json().path("working").path("version").asInt()).isEqualTo(2);
        assertThat(saved.json().path("state").asString()).isEqualTo("draft");

        Answer stale =
                api.with("If-Match", "\"1\"").put(address, change.toString()).expectProblem(412, "stale-version");
        assertThat(stale.text()).contains("1", "2");
        assertThat(lead.reads(Person.STAGING, page)
                        .path("working")
                        .path("version")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    @Requirement("REC-16")
    void of_many_saves_on_the_same_version_exactly_one_wins() throws Exception {
        String page = lead.creates("Race", "/race", "start");
        List<Callable<Integer>> saves = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            String body = Person.contents("Race", "/race", "runner " + i).toString();
            saves.add(() -> api.with("If-Match", "\"1\"")
                    .put(lead.record(Person.STAGING, page), body)
                    .status());
        }
        List<Integer> answers = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : threads.invokeAll(saves)) {
                answers.add(answer.get());
            }
        }
        assertThat(answers).containsOnly(200, 412);
        assertThat(answers).filteredOn(status -> status == 200).hasSize(1);
        assertThat(lead.reads(Person.STAGING, page)
                        .path("working")
                        .path("version")
                        .asInt())
                .isEqualTo(2);
        assertThat(world.audit("operation=save&record=" + page)).hasSize(2);
    }

    @Test
    void a_record_passes_through_its_whole_life() {
        String page = lead.creates("Life", "/life", "life words");
        Visitor staging = world.visitorOfStaging();
        Visitor live = world.visitor();
        staging.findsNothingAt("/life");

        step(page, "publish", "published");
        staging.sees("/life", "life words");
        live.findsNothingAt("/life");
        step(page, "unpublish", "draft");
        staging.findsNothingAt("/life");
        step(page, "publish", "published");
        step(page, "archive", "archived");
        staging.findsNothingAt("/life");
        step(page, "revive", "draft");
        api.post(lead.record(Person.STAGING, page) + "/revive", "{}").expectProblem(409, "invalid-state");
        step(page, "publish", "published");
        lead.promotes(page);
        live.sees("/life", "life words");
        api.delete(lead.record(Person.LIVE, page));
        live.findsNothingAt("/life");
        staging.sees("/life", "life words");

        List<String> operations = new ArrayList<>();
        world.audit("record=" + page)
                .forEach(entry -> operations.add(entry.path("operation").asString()));
        assertThat(operations)
                .containsExactly(
                        "delete", "promote", "publish", "revive", "archive", "publish", "unpublish", "publish", "save");
        assertThat(world.auditVerified().path("valid").asBoolean()).isTrue();
    }

    @Test
    @Requirement("REC-12")
    void two_published_records_never_share_an_address() {
        String first = lead.creates("First", "/same", "first words");
        String second = lead.creates("Second", "/same", "second words");
        lead.publishes(first);
        Answer taken = lead.publishes(Person.STAGING, second).expectProblem(409, "path-taken");
        assertThat(taken.text()).contains("First");
        world.visitorOfStaging().sees("/same", "first words");
        assertThat(lead.reads(Person.STAGING, second).path("state").asString()).isEqualTo("draft");
    }

    @Test
    void a_changed_address_leaves_a_redirect() {
        String page = lead.creates("Moved", "/old-address", "moving words");
        lead.publishes(page);
        lead.saves(page, "Moved", "/new-address", "moving words");
        lead.publishes(page);
        world.visitorOfStaging().sees("/new-address", "moving words");
        Answer old = world.visitorOfStaging().opens("/old-address");
        assertThat(old.status()).isIn(301, 308);
        assertThat(old.header("location").orElse("")).endsWith("/new-address");
    }

    @Test
    @Requirement({"PROM-3", "DRIFT-11"})
    void promote_is_all_or_nothing_and_names_the_drift() {
        String calm = lead.creates("Calm", "/calm", "calm words");
        String moved = lead.creates("Stormy", "/stormy", "storm words");
        lead.publishes(calm);
        lead.publishes(moved);
        lead.promotes(calm, moved);
        ObjectNode fix = Person.contents("Stormy", "/stormy", "fixed on live");
        lead.saves(Person.LIVE, moved, fix).expect(200);
        lead.publishes(Person.LIVE, moved).expect(200);
        lead.saves(calm, "Calm", "/calm", "calmer words");
        lead.publishes(calm);
        lead.saves(moved, "Stormy", "/stormy", "more storm");
        lead.publishes(moved);

        Answer drift = lead.tryToPromote("refuse", calm, moved).expectProblem(409, "drift");
        assertThat(drift.text()).contains(moved).doesNotContain("\"" + calm + "\"");
        JsonNode named = drift.json().path("records").get(0);
        assertThat(named.propertyNames()).contains("id", "base", "staging", "live");
        world.visitor().sees("/stormy", "fixed on live").sees("/calm", "calm words");

        lead.tryToPromote("overwrite", calm, moved).expect(200);
        world.visitor().sees("/stormy", "more storm").sees("/calm", "calmer words");
        assertThat(world.audit("operation=promote")).hasSize(2);
    }

    @Test
    void a_dry_run_tells_and_changes_nothing() {
        String page = lead.creates("Dry", "/dry", "dry words");
        lead.publishes(page);
        int entries = world.audit("").size();
        api.post(world.path("/promotions"), "{\"records\":[\"" + page + "\"],\"dryRun\":true}")
                .expect(200);
        world.visitor().findsNothingAt("/dry");
        assertThat(world.audit("")).hasSize(entries);
    }

    @Test
    void a_draft_that_was_never_published_cannot_be_promoted() {
        String draft = lead.creates("Draft", "/draft", "draft words");
        lead.tryToPromote("refuse", draft).expectProblem(409, "invalid-state");
        lead.tryToPromote("refuse").expectProblem(400, "bad-request");
        world.visitor().findsNothingAt("/draft");
    }

    @Test
    @Requirement({"BULK-12", "rule-12"})
    void a_bulk_operation_is_one_entry_and_all_or_nothing() {
        List<String> pages = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            pages.add(lead.creates("Bulk " + i, "/bulk-" + i, "bulk words"));
        }
        bulk("publish", pages).expect(200);
        JsonNode entries = world.audit("operation=publish");
        assertThat(entries).hasSize(1);
        assertThat(entries.get(0).path("records")).hasSize(5);
        pages.add("01890000-0000-7000-8000-000000000000");
        bulk("archive", pages).expectProblem(404, "not-found");
        world.visitorOfStaging().sees("/bulk-0", "bulk words");
        assertThat(world.audit("operation=archive")).isEmpty();
        assertThat(bulk("explode", pages).status()).isIn(400, 422);
    }

    @Test
    void a_schedule_lies_in_the_future_and_can_be_cancelled() {
        String page = lead.creates("Later", "/later", "later words");
        String address = lead.record(Person.STAGING, page) + "/schedule";
        api.put(address, "{\"at\":\"2001-01-01T00:00:00Z\",\"action\":\"publish\"}")
                .expectProblem(422, "past-moment");
        api.put(address, "{\"at\":\"tomorrow\",\"action\":\"publish\"}").expectProblem(400, "bad-request");
        api.put(address, "{\"at\":\"2999-01-01T00:00:00Z\",\"action\":\"explode\"}")
                .expectProblem(400, "bad-request");
        api.put(address, "{\"at\":\"2099-01-01T00:00:00Z\",\"action\":\"publish\"}")
                .expect(200);
        assertThat(lead.reads(Person.STAGING, page).path("state").asString()).isEqualTo("scheduled");
        assertThat(api.delete(address).status()).isIn(200, 204);
        assertThat(lead.reads(Person.STAGING, page).path("state").asString()).isEqualTo("draft");
        api.delete(address).expectProblem(409, "invalid-state");
    }

    @Test
    @Requirement({"AUDIT-1", "rule-17"})
    void the_same_idempotency_key_has_one_effect_and_one_answer() {
        Api once = api.with("Idempotency-Key", "a-key-of-" + world.key());
        String body = Person.contents("Once", "/once", "x").put("type", "page").toString();
        Answer first = once.post(lead.records(Person.STAGING), body).expect(201);
        Answer again = once.post(lead.records(Person.STAGING), body).expect(201);
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(api.get(lead.records(Person.STAGING) + "?q=Once")
                        .expect(200)
                        .json()
                        .path("items"))
                .hasSize(1);
        String otherBody =
                Person.contents("Twice", "/twice", "x").put("type", "page").toString();
        once.post(lead.records(Person.STAGING), otherBody).expectProblem(422, "idempotency-mismatch");
    }

    @Test
    void versions_tell_what_was_and_how_two_differ() {
        String page = lead.creates("History", "/history", "first words");
        lead.saves(page, "History", "/history", "second words");
        JsonNode versions = api.get(lead.record(Person.STAGING, page) + "/versions")
                .expect(200)
                .json()
                .path("items");
        assertThat(versions).hasSize(2);
        assertThat(api.get(lead.record(Person.STAGING, page) + "/versions/1")
                        .expect(200)
                        .text())
                .contains("first words");
        assertThat(api.get(lead.record(Person.STAGING, page) + "/versions/1/diff/2")
                        .expect(200)
                        .text())
                .contains("first", "second");
        for (String version : List.of("3", "0", "-1", "99999999999", "x")) {
            assertThat(api.get(lead.record(Person.STAGING, page) + "/versions/" + version)
                            .status())
                    .as(version)
                    .isIn(400, 404);
        }
    }

    @Test
    @Requirement({"RECOV-4", "PROM-3"})
    void a_replaced_live_version_can_be_recovered() {
        String page = lead.creates("Recover", "/recover", "good words");
        lead.publishes(page);
        lead.promotes(page);
        lead.saves(page, "Recover", "/recover", "bad words");
        lead.publishes(page);
        lead.promotes(page);
        String live = lead.record(Person.LIVE, page);
        JsonNode surface = api.get(live + "/recovery").expect(200).json();
        assertThat(surface.path("items")).hasSize(2);
        api.post(live + "/recover", "{\"version\":1,\"publish\":true}").expect(200);
        world.visitor().sees("/recover", "good words");
        world.visitorOfStaging().sees("/recover", "bad words");
        assertThat(api.post(live + "/recover", "{\"version\":77,\"publish\":true}")
                        .status())
                .isIn(404, 409);
    }

    @Test
    void a_site_may_have_types_of_its_own() {
        Api administrator = world.administrator().api();
        String type = world.path("/types/recipe");
        String schema = "{\"name\":\"Recipe\",\"urlPattern\":\"/recipes/{slug}\",\"schema\":{\"type\":\"object\","
                + "\"properties\":{\"minutes\":{\"type\":\"integer\",\"minimum\":1}}}}";
        api.put(type, schema).expectProblem(403, "forbidden");
        assertThat(administrator.put(type, schema).status()).isIn(200, 201);
        administrator.put(world.path("/types/page"), schema).expectProblem(422, "invalid-content");
        administrator
                .put(world.path("/types/Bad Key".replace(" ", "%20")), schema)
                .expectProblem(422, "invalid-content");
        administrator.put(type, "{\"name\":\"Recipe\",\"schema\":{\"type\":7}}").expectProblem(422, "invalid-content");
        assertThat(api.get(world.path("/types")).expect(200).text()).contains("recipe", "product", "navigation");
        ObjectNode soup = Answer.JSON.createObjectNode().put("type", "recipe").put("title", "Tuesday soup");
        soup.putObject("content").put("minutes", 50);
        String id = api.post(lead.records(Person.STAGING), soup.toString())
                .expect(201)
                .json()
                .path("id")
                .asString();
        assertThat(lead.reads(Person.STAGING, id).path("path").asString()).isEqualTo("/recipes/tuesday-soup");
        ((ObjectNode) soup.path("content")).put("minutes", "long");
        api.post(lead.records(Person.STAGING), soup.toString()).expectProblem(422, "invalid-content");
        administrator.delete(type).expectProblem(409, "invalid-state");
    }

    private void step(String record, String verb, String state) {
        Answer answer =
                api.post(lead.record(Person.STAGING, record) + "/" + verb, "{}").expect(200);
        assertThat(answer.json().path("state").asString()).as(verb).isEqualTo(state);
    }

    private Answer bulk(String operation, List<String> records) {
        ObjectNode json = Answer.JSON.createObjectNode().put("operation", operation);
        records.forEach(json.putArray("records")::add);
        return api.post(world.path("/staging/bulk"), json.toString());
    }
}
