package dev.sgen.delivery;

import static dev.sgen.vocabulary.Environment.LIVE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.content.Contents;
import dev.sgen.platform.Json;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.record.Publishing;
import dev.sgen.site.Site;
import dev.sgen.site.Sites;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication;
import dev.sgen.support.TestDatabase;
import dev.sgen.vocabulary.Actor;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a visitor reads of a fault of ours. */
class FaultPagesTest {
    @Test
    @Requirement({"T7", "T30"})
    void a_fault_gives_the_error_page_and_keeps_nothing() {
        try (TestApplication server = TestApplication.start()) {
            Site site = server.bean(Sites.class).create(Actor.platform(), "faulty", "The faulty site", "growth");
            Publishing publishing = server.bean(Publishing.class);
            Contents contents = new Contents("About", "/about", Json.readObject(DeliveryTest.body("words")), List.of());
            SiteRecord record = publishing.create(Actor.platform(), site.id(), LIVE, "page", contents);
            publishing.publish(Actor.platform(), site.id(), LIVE, List.of(record.id()));
            JdbcClient owner = TestDatabase.asOwner(server.database());
            owner.sql("ALTER TABLE version RENAME COLUMN content TO lost").update();
            for (int turn = 0; turn < 2; turn++) {
                for (String path : List.of("/about", "/blog", "/feed.xml", "/search?q=words", "/nowhere")) {
                    HttpResponse<String> answer = server.get("faulty.localhost", path);
                    assertThat(answer.statusCode()).as(path).isEqualTo(500);
                    assertThat(answer.body())
                            .as(path)
                            .contains("Something went wrong")
                            .doesNotContain("Exception", "dev.sgen", "SELECT", "version", "\tat ");
                    assertThat(answer.headers().firstValue("cache-control"))
                            .as(path)
                            .contains("no-store");
                }
            }
            owner.sql("ALTER TABLE version RENAME COLUMN lost TO content").update();
            assertThat(server.get("faulty.localhost", "/about").body()).contains("words");
            assertThat(server.get("faulty.localhost", "/nowhere").statusCode()).isEqualTo(404);
        }
    }
}
