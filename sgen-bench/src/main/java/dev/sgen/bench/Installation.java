package dev.sgen.bench;

import dev.sgen.Application;
import dev.sgen.content.ContentTypes;
import dev.sgen.content.Contents;
import dev.sgen.platform.Json;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.platform.settings.Settings;
import dev.sgen.publishing.IncomingRecord;
import dev.sgen.publishing.PublishingOperations;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.record.Publishing;
import dev.sgen.site.Site;
import dev.sgen.site.Sites;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.SiteId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.node.ObjectNode;

/** A whole installation in an empty folder, with its embedded PostgreSQL as durable as a real one. */
final class Installation implements AutoCloseable {
    private static final int BATCH = 1_000;
    private static final int COPIES = 10;

    private final Path data;
    private final ConfigurableApplicationContext context;
    final CountedSource counted;
    final Actor actor = Actor.platform();
    final SiteId site;

    Installation() throws IOException {
        data = Files.createTempDirectory("sgen-bench");
        CountingPostProcessor counting = new CountingPostProcessor();
        context = Application.start(
                Settings.of(Map.of(
                        "SGEN_PORT",
                        "0",
                        "SGEN_DATA",
                        data.toString(),
                        "SGEN_ADMIN_EMAIL",
                        "ada@example.org",
                        "SGEN_ADMIN_PASSWORD",
                        "correct horse battery",
                        "SGEN_ADMIN_TOKEN",
                        "bench-token-0123456789-abcdefgh")),
                fresh -> fresh.registerBean(CountingPostProcessor.class, () -> counting));
        counted = counting.source();
        Site made = the(Sites.class).create(actor, "bench", "Bench", "enterprise");
        site = made.id();
    }

    <T> T the(Class<T> part) {
        return context.getBean(part);
    }

    int port() {
        return Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer())
                .getPort();
    }

    /** Brings records in until the site has so many, published on staging. */
    List<SiteRecord> fill(int from, int to) {
        List<SiteRecord> made = new ArrayList<>();
        for (int start = from; start < to; start += BATCH) {
            List<IncomingRecord> batch = new ArrayList<>();
            for (int n = start; n < Math.min(to, start + BATCH); n++) {
                batch.add(incoming(n));
            }
            made.addAll(the(Publishing.class)
                    .bringIn(actor, site, Environment.STAGING, PublishingOperations.IMPORT, batch, Map.of()));
        }
        return made;
    }

    /**
     * Makes the site larger by copies of its records, each with an address of its own, straight in the database:
     * what a growing site costs is to be measured, and not the growing.
     */
    void multiply(int from, int to) {
        for (int copies = from / BATCH; copies < to / BATCH; copies += COPIES) {
            int first = copies + 1;
            int last = Math.min(copies + COPIES, to / BATCH);
            the(TransactionTemplate.class).executeWithoutResult(_ -> copy(first, last));
        }
    }

    private void copy(int first, int last) {
        // The planner knows nothing yet of a site this young, and would compare each record with each.
        the(JdbcClient.class).sql("SET LOCAL enable_nestloop = off").update();
        the(JdbcClient.class)
                .sql("""
                        WITH source AS (
                            SELECT r.id AS old, gen_random_uuid() AS id, n FROM record r
                            JOIN coordinate c ON c.site_id = r.site_id AND c.record_id = r.id AND c.environment = 'staging'
                            CROSS JOIN generate_series(:first, :last) n
                            WHERE r.site_id = :site AND c.path ~ '^/blog/post-[0-9]{1,3}$'
                        ), records AS (
                            INSERT INTO record (site_id, id, type, last_version, base, created_at)
                            SELECT r.site_id, s.id, r.type, 1, NULL, r.created_at
                            FROM source s JOIN record r ON r.site_id = :site AND r.id = s.old
                        ), versions AS (
                            INSERT INTO version (site_id, record_id, number, title, path, tags, content, hash, environment,
                                                 author_id, author_name, created_at, origin, search)
                            SELECT v.site_id, s.id, 1, v.title, v.path || '-' || s.n, v.tags, v.content, v.hash, 'staging',
                                   v.author_id, v.author_name, v.created_at, v.origin, v.search
                            FROM source s JOIN version v ON v.site_id = :site AND v.record_id = s.old AND v.number = 1
                        ), words AS (
                            INSERT INTO public_words (site_id, record_id, version, rules, words)
                            SELECT v.site_id, s.id, 1, 0, v.search
                            FROM source s JOIN version v ON v.site_id = :site AND v.record_id = s.old AND v.number = 1
                        ), coordinates AS (
                            INSERT INTO coordinate (site_id, environment, record_id, type, state, working, published, edition,
                                                    title, path, tags, updated_at, updated_by)
                            SELECT v.site_id, 'staging', s.id, 'post', 'published', 1, 1, 1, v.title, v.path || '-' || s.n,
                                   v.tags, v.created_at - s.n * interval '1 minute', v.author_name
                            FROM source s JOIN version v ON v.site_id = :site AND v.record_id = s.old AND v.number = 1
                        )
                        INSERT INTO visibility (site_id, environment, record_id, type, version, path, listed_at, from_at,
                                                from_revision, from_entry)
                        SELECT v.site_id, 'staging', s.id, 'post', 1, v.path || '-' || s.n,
                               v.created_at - s.n * interval '1 minute', v.created_at, 1, 'aud_copy'
                        FROM source s JOIN version v ON v.site_id = :site AND v.record_id = s.old AND v.number = 1""")
                .param("site", site.value())
                .param("first", first)
                .param("last", last)
                .update();
    }

    /** Asks the database something that no figure is to count. */
    long uncounted(ToLongFunction<JdbcClient> question) {
        return question.applyAsLong(JdbcClient.create(Objects.requireNonNull(counted.getTargetDataSource())));
    }

    IncomingRecord incoming(int n) {
        return incoming(n, IncomingRecord.Wish.PUBLISHED);
    }

    IncomingRecord incoming(int n, IncomingRecord.Wish wish) {
        return new IncomingRecord(
                new RecordId(the(TimeAndIds.class).newId()), "post", null, checked(n, "first"), wish, null);
    }

    Contents checked(int n, String edition) {
        ContentTypes types = the(ContentTypes.class);
        return types.check(site, types.require(site, "post"), post(n, edition));
    }

    /** A post of some 2,500 characters. */
    static Contents post(int n, String edition) {
        ObjectNode content = Json.object();
        var body = content.putArray("body");
        for (int paragraph = 0; paragraph < 10; paragraph++) {
            body.addObject()
                    .put("id", "p" + paragraph)
                    .put("type", "paragraph")
                    .put(
                            "text",
                            "Paragraph " + paragraph + " of post " + n + ", " + edition + " edition. "
                                    + "The tide turns twice a day and the boats turn with it. ".repeat(4));
        }
        content.put("excerpt", "Post " + n);
        content.putArray("categories").add("Category " + n % 20);
        return new Contents("Post number " + n, "/blog/post-" + n, content, List.of("tag" + n % 50));
    }

    @Override
    public void close() {
        context.close();
        FileSystemUtils.deleteRecursively(data.toFile());
    }
}
