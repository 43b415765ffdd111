package dev.sgen.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.support.Requirement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The walked examples of schedules, bulk, recovery, drift and the trail, by people with names, through the API. */
class PublishingScenariosTest {
    private static final Duration SOON = Duration.ofSeconds(4);
    private static final Duration AT_MOST = Duration.ofSeconds(20);

    @Test
    @Requirement({"SCEN-2", "SCHED-8", "SCHED-9", "SCHED-10", "REC-17"})
    void six_pieces_of_a_launch_appear_on_live_in_one_switch() {
        World world = World.site(Product.shared(), "launch");
        Person lena = world.joins("Lena", "lead");
        List<String> pieces = new ArrayList<>();
        List<String> paths = new ArrayList<>();
        for (String name : List.of("Kettle", "Teapot", "Cup")) {
            paths.add("/products/" + name.toLowerCase(Locale.ROOT));
            pieces.add(lena.creates("product", words(name, paths.getLast(), "launch words")));
        }
        paths.add("/blog/press");
        pieces.add(lena.creates("post", words("Press release", "/blog/press", "launch words")));
        paths.add("/");
        pieces.add(lena.creates("page", words("Home", "/", "launch words")));
        paths.add("/imprint");
        pieces.add(lena.creates("page", words("Imprint", "/imprint", "launch words")));
        bulk(lena, Person.STAGING, "publish", pieces, null, null).expect(200);

        Instant at = Instant.now().plus(SOON);
        bulk(lena, Person.STAGING, "schedule", pieces, at, "promote").expect(200);
        long shown = paths.stream().filter(p -> saysLaunch(world, p)).count();
        assertThat(shown).isZero();
        // Whoever sees the first one finds all others, however they are asked for.
        Awaitility.await()
                .atMost(AT_MOST)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> saysLaunch(world, "/imprint"));
        for (String path : paths) {
            assertThat(saysLaunch(world, path)).as(path).isTrue();
        }
        assertThat(Instant.now()).isAfter(at);
        JsonNode triggers = world.audit("operation=schedule.trigger");
        assertThat(triggers).hasSize(1);
        assertThat(triggers.get(0).path("records")).hasSize(6);
        assertThat(triggers.get(0).path("actor").path("kind").asString()).isEqualTo("platform");
        assertThat(triggers.get(0).path("originatingOperator").path("name").asString())
                .startsWith("Lena");
        lena.api()
                .post(lena.record(Person.LIVE, pieces.get(1)) + "/unpublish", "{}")
                .expect(200);
        assertThat(saysLaunch(world, paths.get(1))).isFalse();
        assertThat(saysLaunch(world, paths.get(0))).isTrue();
    }

    @Test
    @Requirement({"SCEN-5", "RECOV-4", "RECOV-10", "SCEN-37"})
    void a_post_that_went_live_wrong_is_put_back_from_its_recovery_surface() {
        World world = World.site(Product.shared(), "revert");
        Person lena = world.joins("Lena", "lead");
        String post = lena.creates("post", words("Bridge", "/blog/bridge", "the right picture"));
        String other = lena.creates("Other", "/other", "other words");
        lena.publishes(post);
        lena.publishes(other);
        lena.promotes(post, other);
        lena.saves(Person.STAGING, post, words("Bridge", "/blog/bridge", "the wrong picture"))
                .expect(200);
        lena.publishes(post);
        lena.promotes(post);
        world.visitor().sees("/blog/bridge", "the wrong picture");

        String live = lena.record(Person.LIVE, post);
        JsonNode surface = lena.api().get(live + "/recovery").expect(200).json().path("items");
        assertThat(surface).hasSize(2);
        int good = surface.get(1).path("version").asInt();
        lena.api()
                .post(live + "/recover", "{\"version\":" + good + ",\"publish\":true}")
                .expect(200);
        world.visitor().sees("/blog/bridge", "the right picture").sees("/other", "other words");
        world.visitorOfStaging().sees("/blog/bridge", "the wrong picture");
        assertThat(lena.api().get(live + "/recovery").expect(200).text()).contains("\"version\":" + (good + 1));
        JsonNode entry = world.audit("operation=recover&record=" + post).get(0);
        assertThat(entry.path("actor").path("name").asString()).startsWith("Lena");
        assertThat(lena.reads(Person.LIVE, post).path("drift").asString()).isNotEqualTo("same");
    }

    @Test
    @Requirement({"SCEN-6", "SCHED-3", "SCHED-4", "SCHED-11", "SCHED-12", "SCHED-27"})
    void a_post_planned_by_an_author_and_promoted_by_a_lead_shows_itself_with_nobody_there() {
        World world = World.site(Product.shared(), "monday");
        Person ada = world.joins("Ada", "author");
        Person lena = world.joins("Lena", "lead");
        String post = ada.creates("post", words("Monday", "/blog/monday", "monday words"));
        schedule(ada, post, Instant.now().plus(SOON));
        lena.promotes(post);
        assertThat(lena.reads(Person.LIVE, post).path("state").asString()).isEqualTo("scheduled");
        world.visitor().findsNothingAt("/blog/monday");
        Awaitility.await().atMost(AT_MOST).untilAsserted(() -> world.visitor().sees("/blog/monday", "monday words"));
        world.visitorOfStaging().sees("/blog/monday", "monday words");
        JsonNode trigger =
                world.audit("operation=schedule.trigger&environment=live").get(0);
        assertThat(trigger.path("actor").path("kind").asString()).isEqualTo("platform");
        assertThat(trigger.path("originatingOperator").path("name").asString()).startsWith("Lena");
        assertThat(trigger.path("priorState").asString()).isEqualTo("scheduled");
        assertThat(trigger.path("newState").asString()).isEqualTo("published");
    }

    @Test
    @Requirement({"SCEN-8", "BULK-12", "ARCH-2", "C-23"})
    void a_campaign_is_archived_at_once_and_one_page_of_it_comes_back_next_year() {
        World world = World.site(Product.shared(), "campaign");
        Person lena = world.joins("Lena", "lead");
        List<String> pages = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ObjectNode page = words("Offer " + i, "/offer-" + i, "offer words");
            page.putArray("tags").add("campaign");
            pages.add(lena.creates("page", page));
        }
        String apart = lena.creates("Apart", "/apart", "other words");
        bulk(lena, Person.STAGING, "publish", pages, null, null).expect(200);
        lena.publishes(apart);
        lena.promotes(pages.toArray(String[]::new));
        lena.promotes(apart);

        ObjectNode all = Answer.JSON.createObjectNode().put("operation", "archive");
        all.putObject("filter").put("type", "page").put("tag", "campaign");
        lena.api().post(world.path("/live/bulk"), all.toString()).expect(200);
        for (int i = 0; i < 5; i++) {
            world.visitor().findsNothingAt("/offer-" + i);
            world.visitorOfStaging().sees("/offer-" + i, "offer words");
            assertThat(lena.reads(Person.LIVE, pages.get(i)).path("state").asString())
                    .isEqualTo("archived");
        }
        world.visitor().sees("/apart", "other words");
        JsonNode entries = world.audit("operation=archive");
        assertThat(entries).hasSize(1);
        assertThat(entries.get(0).path("records")).hasSize(5);

        lena.api()
                .post(lena.record(Person.LIVE, pages.getFirst()) + "/revive", "{}")
                .expect(200);
        lena.publishes(Person.LIVE, pages.getFirst()).expect(200);
        world.visitor().sees("/offer-0", "offer words").findsNothingAt("/offer-1");
    }

    @Test
    @Requirement({"SCEN-9", "AUDIT-1"})
    void who_changed_the_pricing_block_is_one_question_to_the_trail() {
        World world = World.site(Product.shared(), "question");
        Person ada = world.joins("Ada", "author");
        Person eve = world.joins("Eve", "editor");
        String page = ada.creates("Pricing", "/pricing", "ten pounds");
        ada.publishes(page);
        ada.creates("Noise", "/noise", "noise");
        String from = Instant.now().toString();
        eve.saves(page, "Pricing", "/pricing", "twelve pounds");
        eve.publishes(page);
        String to = Instant.now().plusSeconds(1).toString();
        ada.saves(page, "Pricing", "/pricing", "thirteen pounds");

        JsonNode found = world.audit("operation=publish&record=" + page + "&from=" + from + "&to=" + to);
        assertThat(found).hasSize(1);
        JsonNode publish = found.get(0);
        assertThat(publish.path("actor").path("name").asString()).startsWith("Eve");
        int before = publish.path("priorVersion").asInt();
        int after = publish.path("newVersion").asInt();
        String diff = ada.api()
                .get(ada.record(Person.STAGING, page) + "/versions/" + before + "/diff/" + after)
                .expect(200)
                .text();
        assertThat(diff).contains("ten", "twelve").doesNotContain("thirteen");
    }

    @Test
    @Requirement({"SCEN-10", "SCHED-5", "SCHED-6", "SCHED-7"})
    void a_cancelled_schedule_stays_cancelled_and_both_ways_on_from_there_work() throws InterruptedException {
        World world = World.site(Product.shared(), "cancel");
        Person lena = world.joins("Lena", "lead");
        String again = lena.creates("post", words("Again", "/blog/again", "wrong headline"));
        String now = lena.creates("post", words("Now", "/blog/now", "wrong headline"));
        Instant at = Instant.now().plusSeconds(2);
        for (String post : List.of(again, now)) {
            schedule(lena, post, at);
            lena.api().delete(lena.record(Person.STAGING, post) + "/schedule").expect(200);
            assertThat(lena.reads(Person.STAGING, post).path("state").asString())
                    .isEqualTo("draft");
        }
        lena.saves(Person.STAGING, again, words("Again", "/blog/again", "right headline"))
                .expect(200);
        lena.saves(Person.STAGING, now, words("Now", "/blog/now", "right headline"))
                .expect(200);
        Thread.sleep(Duration.between(Instant.now(), at.plusSeconds(2)));
        world.visitorOfStaging().findsNothingAt("/blog/again").findsNothingAt("/blog/now");
        schedule(lena, again, Instant.now().plusSeconds(2));
        lena.publishes(now);
        world.visitorOfStaging().sees("/blog/now", "right headline").findsNothingAt("/blog/again");
        Awaitility.await()
                .atMost(AT_MOST)
                .untilAsserted(() -> world.visitorOfStaging().sees("/blog/again", "right headline"));
        assertThat(operations(world, again))
                .containsExactly("schedule.trigger", "schedule", "save", "schedule.cancel", "schedule", "save");
        assertThat(operations(world, now)).containsExactly("publish", "save", "schedule.cancel", "schedule", "save");
    }

    @Test
    @Requirement({"SCEN-11", "PROM-4", "BULK-12"})
    void twelve_posts_are_promoted_as_one_and_one_of_them_is_rolled_back_alone() {
        World world = World.site(Product.shared(), "twelve");
        Person lena = world.joins("Lena", "lead");
        List<String> posts = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            posts.add(lena.creates("post", words("Post " + i, "/blog/p" + i, "twelve words")));
        }
        bulk(lena, Person.STAGING, "publish", posts, null, null).expect(200);
        lena.promotes(posts.toArray(String[]::new));
        for (int i = 0; i < 12; i++) {
            world.visitor().sees("/blog/p" + i, "twelve words");
        }
        JsonNode entries = world.audit("operation=promote");
        assertThat(entries).hasSize(1);
        assertThat(entries.get(0).path("records")).hasSize(12);
        assertThat(world.audit("operation=promote&record=" + posts.get(7))).hasSize(1);
        lena.api()
                .post(lena.record(Person.LIVE, posts.get(7)) + "/unpublish", "{}")
                .expect(200);
        world.visitor()
                .findsNothingAt("/blog/p7")
                .sees("/blog/p6", "twelve words")
                .sees("/blog/p8", "twelve words");
    }

    @Test
    @Requirement({"SCEN-27", "DRIFT-11"})
    void two_weeks_of_staging_and_an_emergency_fix_both_end_up_live() {
        World world = World.site(Product.shared(), "both");
        Person lena = world.joins("Lena", "lead");
        Person eve = world.joins("Eve", "editor");
        ObjectNode start = blocks("Prices", "/prices", "Ten pounds", "Open at nine");
        String page = lena.creates("page", start);
        lena.publishes(page);
        lena.promotes(page);
        lena.saves(Person.STAGING, page, blocks("Prices", "/prices", "Twelve pounds", "Open at nine"))
                .expect(200);
        lena.publishes(page);
        eve.saves(Person.LIVE, page, blocks("Prices", "/prices", "Ten pounds", "Open at ten"))
                .expect(200);
        eve.publishes(Person.LIVE, page).expect(200);

        Answer refused = lena.tryToPromote("refuse", page).expectProblem(409, "drift");
        assertThat(refused.text()).contains(page);
        world.visitor().sees("/prices", "Ten pounds").sees("/prices", "Open at ten");
        lena.tryToPromote("merge", page).expect(200);
        world.visitor().sees("/prices", "Twelve pounds").sees("/prices", "Open at ten");
        world.visitorOfStaging().sees("/prices", "Twelve pounds").sees("/prices", "Open at ten");
        JsonNode entry = world.audit("operation=promote").get(0);
        assertThat(entry.path("details").toString()).contains("merged");
    }

    @Test
    @Requirement({"SCEN-28", "DRIFT-11"})
    void a_setting_changed_on_staging_stays_there_until_it_is_promoted_itself() {
        World world = World.site(Product.shared(), "settings");
        Person lena = world.joins("Lena", "lead");
        ObjectNode settings = Answer.JSON.createObjectNode().put("title", "Search");
        settings.putObject("content").put("group", "seo").putObject("values").put("titleSuffix", " - staging only");
        String group = lena.creates("settings", settings);
        lena.publishes(group);
        String page = lena.creates("Page", "/page", "page words");
        lena.publishes(page);
        lena.promotes(page);
        world.visitor().sees("/page", "page words").doesNotSee("/page", "staging only");
        assertThat(lena.api().get(world.path("/drift")).expect(200).text()).contains(group);
        assertThat(lena.api().get(lena.record(Person.LIVE, group)).status()).isEqualTo(404);
    }

    @Test
    @Requirement("SCEN-36")
    void why_it_is_on_staging_and_not_on_live_is_told_by_the_record_alone() {
        World world = World.site(Product.shared(), "where");
        Person lena = world.joins("Lena", "lead");
        String page = lena.creates("Page", "/page", "one");
        lena.publishes(page);
        lena.promotes(page);
        lena.saves(page, "Page", "/page", "two");
        lena.publishes(page);
        lena.saves(page, "Page", "/page", "three");
        JsonNode record = lena.reads(Person.STAGING, page);
        assertThat(record.path("working").path("version").asInt()).isEqualTo(3);
        assertThat(record.path("published").path("version").asInt()).isEqualTo(2);
        assertThat(record.path("otherEnvironment").path("publishedVersion").asInt())
                .isEqualTo(1);
        assertThat(record.path("drift").asString()).isEqualTo("staging-ahead");
    }

    private static ObjectNode words(String title, String path, String words) {
        return Person.contents(title, path, words);
    }

    /** A page of two paragraphs, whose ids let a merge follow them. */
    private static ObjectNode blocks(String title, String path, String first, String second) {
        ObjectNode json = Person.contents(title, path, first);
        var body = (tools.jackson.databind.node.ArrayNode) json.path("content").path("body");
        ((ObjectNode) body.get(0)).put("id", "first");
        body.addObject().put("id", "second").put("type", "paragraph").put("text", second);
        return json;
    }

    private static boolean saysLaunch(World world, String path) {
        return world.visitor().opens(path).text().contains("launch words");
    }

    private static void schedule(Person person, String record, Instant at) {
        person.api()
                .put(
                        person.record(Person.STAGING, record) + "/schedule",
                        "{\"at\":\"" + at + "\",\"action\":\"publish\"}")
                .expect(200);
    }

    private static Answer bulk(
            Person person,
            String environment,
            String operation,
            List<String> records,
            @org.jspecify.annotations.Nullable Instant at,
            @org.jspecify.annotations.Nullable String action) {
        ObjectNode json = Answer.JSON.createObjectNode().put("operation", operation);
        records.forEach(json.putArray("records")::add);
        if (at != null) {
            json.put("at", at.toString()).put("action", action);
        }
        String list = person.records(environment);
        return person.api().post(list.substring(0, list.lastIndexOf('/')) + "/bulk", json.toString());
    }

    private static List<String> operations(World world, String record) {
        return StreamSupport.stream(world.audit("record=" + record).spliterator(), false)
                .map(e -> e.path("operation").asString())
                .toList();
    }
}
