package dev.sgen.publishing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.content.ContentTypes;
import dev.sgen.content.Contents;
import dev.sgen.platform.Json;
import dev.sgen.publishing.IncomingRecord;
import dev.sgen.publishing.PublishingOperations;
import dev.sgen.publishing.record.Publishing;
import dev.sgen.publishing.visibility.PublicReading;
import dev.sgen.site.Site;
import dev.sgen.site.Sites;
import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The words by which visitors find what they may see, of many records and of old ones. */
@Requirement("CUSTOBJ-5")
@Invariant(23)
class SearchWordsTest {
    /** More than are chosen at once. */
    private static final int MANY = 450;

    private static final String OPEN =
            "{\"properties\": {\"cost\": {\"type\": \"string\"}, \"open\": {\"type\": \"string\"}}}";
    private static final String CLOSED =
            "{\"properties\": {\"cost\": {\"type\": \"string\", \"x-private\": true}, \"open\": {\"type\": \"string\"}}}";

    private final TestApplication server = TestApplication.shared();
    private final ContentTypes types = server.bean(ContentTypes.class);
    private final Site site = server.bean(Sites.class)
            .create(Actor.platform(), "words-" + Long.toString(System.nanoTime(), 36), "Words", "growth");

    private void type(String schema) {
        types.put(Actor.platform(), site.id(), "dish", "Dish", Json.readObject(schema), null);
    }

    private void records() {
        List<IncomingRecord> many = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            Contents contents = types.check(
                    site.id(),
                    types.require(site.id(), "dish"),
                    new Contents(
                            "Dish " + i,
                            "/dish/" + i,
                            Json.readObject("{\"cost\": \"costword\", \"open\": \"openword\"}"),
                            List.of()));
            many.add(new IncomingRecord(
                    new RecordId(new UUID(site.id().value().getMostSignificantBits() ^ i, i)),
                    "dish",
                    null,
                    contents,
                    IncomingRecord.Wish.PUBLISHED,
                    null));
        }
        server.bean(Publishing.class)
                .bringIn(Actor.platform(), site.id(), Environment.LIVE, PublishingOperations.IMPORT, many, Map.of());
    }

    private int found(String words) {
        return server.bean(PublicReading.class)
                .read(site.id(), Environment.LIVE, view -> view.search(words, 0, 1_000))
                .size();
    }

    @Test
    void the_words_of_many_records_follow_a_field_that_becomes_private_and_open_again() {
        type(OPEN);
        records();
        assertThat(found("costword")).isEqualTo(MANY);
        type(CLOSED);
        assertThat(found("costword")).isZero();
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> found("openword") == MANY);
        type(OPEN);
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> found("costword") == MANY);
    }

    @Test
    void records_from_before_words_were_kept_are_found_again() {
        type(CLOSED);
        records();
        server.database()
                .jdbc()
                .sql("DELETE FROM public_words WHERE site_id = :s")
                .param("s", site.id().value())
                .update();
        server.database()
                .jdbc()
                .sql("INSERT INTO words_due (site_id, type, changed_at, look_at) VALUES (:s, 'dish', now(), now())")
                .param("s", site.id().value())
                .update();
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> found("openword") == MANY);
        assertThat(found("costword")).isZero();
    }
}
