package dev.sgen.api;

import static dev.sgen.api.MediaFactsTest.content;
import static dev.sgen.api.MediaFactsTest.picture;
import static dev.sgen.api.MediaFactsTest.poison;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.content.Contents;
import dev.sgen.publishing.IncomingRecord;
import dev.sgen.publishing.PublishingOperations;
import dev.sgen.publishing.record.Publishing;
import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication.Answer;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.SiteId;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** What a file is holds in each version that the system writes, whatever the versions said that it was made of. */
class WrittenMediaFactsTest {
    private final ApiSite site = new ApiSite();

    @Test
    @Requirement({"T1", "DRIFT-11"})
    @Invariant(22)
    void what_a_refresh_joins_gets_the_facts_set() throws IOException {
        String id = promoted();
        ObjectNode truth = content(site, "staging", id);
        change("staging", id, lie(truth).put("alt", "From staging"));
        change("live", id, lie(truth).put("credit", "From live"));
        Answer joined = site.post("/refresh", Map.of("onConflict", "merge"));
        assertThat(joined.status()).as(joined.response().body()).isEqualTo(200);
        assertThat(content(site, "staging", id))
                .isEqualTo(truth.deepCopy().put("alt", "From staging").put("credit", "From live"));
    }

    @Test
    @Requirement({"T1", "RECOV-1"})
    @Invariant(22)
    void what_the_undoing_of_a_release_joins_gets_the_facts_set() throws IOException {
        String id = promoted();
        ObjectNode truth = content(site, "staging", id);
        change("staging", id, truth.deepCopy().put("alt", "Released"));
        Answer made = site.post("/releases", Map.of("name", "R", "records", List.of(id)));
        assertThat(made.status()).as(made.response().body()).isEqualTo(201);
        String release = "/releases/" + made.json().path("id").asString();
        assertThat(site.post(release + "/promote").status()).isEqualTo(200);
        change("live", id, lie(truth).put("alt", "Released").put("credit", "Since then"));
        Answer undone = site.post(release + "/undo");
        assertThat(undone.status()).as(undone.response().body()).isEqualTo(200);
        assertThat(content(site, "live", id)).isEqualTo(truth.deepCopy().put("credit", "Since then"));
    }

    @Test
    @Requirement({"T1", "T15"})
    @Invariant(22)
    void what_is_brought_in_gets_the_facts_set() throws IOException {
        String id = promoted();
        ObjectNode truth = content(site, "staging", id);
        Contents lying = new Contents("a.png", null, lie(truth), List.of());
        site.server
                .bean(Publishing.class)
                .bringIn(
                        Actor.platform(),
                        new SiteId(site.id()),
                        Environment.STAGING,
                        PublishingOperations.IMPORT,
                        List.of(new IncomingRecord(
                                new RecordId(UUID.fromString(id)),
                                "media",
                                1,
                                lying,
                                IncomingRecord.Wish.PUBLISHED,
                                null)),
                        Map.of());
        assertThat(site.record("staging", id).path("published").path("version").asInt())
                .isEqualTo(2);
        assertThat(content(site, "staging", id)).isEqualTo(truth);
    }

    private String promoted() throws IOException {
        String id = site.upload("staging", "a.png", picture()).json().path("id").asString();
        assertThat(site.post("/promotions", Map.of("records", List.of(id))).status())
                .isEqualTo(200);
        return id;
    }

    private void change(String environment, String id, ObjectNode content) {
        poison(site, environment, id, content);
        assertThat(site.step(environment, id, "publish").status()).isEqualTo(200);
    }

    private static ObjectNode lie(ObjectNode truth) {
        return truth.deepCopy().put("mediaType", "text/html").put("width", 1);
    }
}
