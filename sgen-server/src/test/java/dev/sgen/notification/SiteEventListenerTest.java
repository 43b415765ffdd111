package dev.sgen.notification;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sgen.audit.AuditReading;
import dev.sgen.content.Contents;
import dev.sgen.member.SiteMembers;
import dev.sgen.platform.Json;
import dev.sgen.publishing.record.Publishing;
import dev.sgen.site.Site;
import dev.sgen.site.Sites;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication;
import dev.sgen.support.TestMembers;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.Refused;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class SiteEventListenerTest {
    private final TestApplication server = TestApplication.shared();
    private final DataSource owner = server.database().ownerDataSource();
    private final JdbcClient jdbc = JdbcClient.create(owner);

    /** The right is taken away between the moment at which the listener looks up and the one at which it has read. */
    @Test
    @Requirement({"T24", "A12"})
    void what_is_read_while_a_right_is_taken_away_is_told_no_more() {
        String key = "listener-" + Long.toString(System.nanoTime(), 36);
        Site site = server.bean(Sites.class).create(Actor.platform(), key, "Listener", "growth");
        Actor.Operator viewer =
                TestMembers.add(server.bean(SiteMembers.class), site.id(), key + "@example.org", "V", "viewer");
        long head = server.bean(AuditReading.class).head(site.id());
        try (SiteEventListener siteEventListener =
                server.bean(SiteEvents.class).listen(viewer, null, site.id(), head)) {
            server.bean(Publishing.class)
                    .create(
                            Actor.platform(),
                            site.id(),
                            Environment.STAGING,
                            "page",
                            new Contents("Secret plan", "/secret-plan", Json.object(), List.of()));
            // What was known of the site a moment ago is forgotten.
            await().until(() -> server.bean(SiteEvents.class).pulse(site.id()).head() > head);
            CompletableFuture<SiteEventListener.News> look = new CompletableFuture<>();
            new TransactionTemplate(new DataSourceTransactionManager(owner)).executeWithoutResult(taking -> {
                jdbc.sql("LOCK TABLE audit_entry IN ACCESS EXCLUSIVE MODE").update();
                Thread.ofVirtual().start(() -> look.completeAsync(siteEventListener::look, Runnable::run));
                await().until(this::somebodyWaits);
                jdbc.sql("DELETE FROM membership WHERE site_id = ? AND member_id = ?")
                        .params(site.id().value(), viewer.member().value())
                        .update();
            });
            assertThatThrownBy(look::get).isInstanceOf(ExecutionException.class).hasCauseInstanceOf(Refused.class);
        }
    }

    private boolean somebodyWaits() {
        return jdbc.sql("SELECT EXISTS (SELECT FROM pg_locks WHERE relation = 'audit_entry'::regclass AND NOT granted)")
                .query(Boolean.class)
                .single();
    }
}
