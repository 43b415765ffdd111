package dev.sgen.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import dev.sgen.importing.run.ImportRun;
import dev.sgen.importing.run.Imports;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.platform.outbound.OutboundGuard;
import dev.sgen.publishing.visibility.PublicReading;
import dev.sgen.publishing.visibility.PublicView;
import dev.sgen.site.Sites;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.SiteId;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageIO;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.http.client.InetAddressFilter;

/** Files that didn't come at first: fetched again from a real server, or given by hand. */
@Requirement({"T1", "T12", "MEDIA-1"})
class MissingFilesTest {
    private static final Actor ACTOR = Actor.platform();
    private static final AtomicBoolean UP = new AtomicBoolean();
    private static HttpServer old;
    private static TestApplication server;

    @BeforeAll
    static void start() throws Exception {
        old = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        old.createContext("/", exchange -> {
            boolean picture = exchange.getRequestURI().getPath().endsWith(".png");
            byte[] bytes = picture ? png() : "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(UP.get() ? 200 : 503, UP.get() ? bytes.length : -1);
            if (UP.get()) {
                exchange.getResponseBody().write(bytes);
            }
            exchange.close();
        });
        old.start();
        // This server alone may talk to its own machine: that is where the old site is.
        server = TestApplication.start(
                new TimeAndIds(Duration.ZERO),
                Map.of(),
                context -> context.registerBean(
                        OutboundGuard.class,
                        () -> new OutboundGuard(InetAddressFilter.of("127.0.0.0/8"), Duration.ofSeconds(2))));
    }

    @AfterAll
    static void stop() {
        server.close();
        old.stop(0);
    }

    private static byte[] png() {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ImageIO.write(new BufferedImage(4, 3, BufferedImage.TYPE_INT_RGB), "png", out);
            return out.toByteArray();
        } catch (java.io.IOException impossible) {
            throw new java.io.UncheckedIOException(impossible);
        }
    }

    private static String file(int id, String path) {
        String address = path.isEmpty()
                ? ""
                : "<wp:attachment_url>http://127.0.0.1:" + old.getAddress().getPort() + path + "</wp:attachment_url>";
        return "<item><title>File " + id + "</title><wp:post_id>" + id
                + "</wp:post_id><wp:post_type>attachment</wp:post_type>" + "<wp:status>inherit</wp:status>" + address
                + "</item>";
    }

    @Test
    void what_did_not_come_is_fetched_later_or_uploaded_and_a_second_import_changes_nothing() {
        SiteId site = server.bean(Sites.class)
                .create(ACTOR, "files", "Files", "growth")
                .id();
        Imports imports = server.bean(Imports.class);
        String xml = "<?xml version=\"1.0\"?><rss><channel><link>https://old.example</link>" + file(1, "/a.png")
                + file(2, "/evil.html") + file(3, "") + "</channel></rss>";
        ImportRun run = bring(imports, site, xml);
        assertThat(imports.lines(ACTOR, site, run.id())).allMatch(l -> l.unfetched() != null);
        assertThat(visible(site)).isZero();
        UP.set(true);
        var unused = imports.retry(ACTOR, site, run.id());
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> imports.require(ACTOR, site, run.id()).status().equals("done"));
        Map<String, ImportRun.Line> lines = new java.util.HashMap<>();
        imports.lines(ACTOR, site, run.id()).forEach(l -> lines.put(l.source(), l));
        assertThat(lines.get("wp:old.example:1").unfetched()).isNull();
        assertThat(lines.get("wp:old.example:1").notes()).contains("Its file was fetched later");
        assertThat(lines.get("wp:old.example:3").unfetched()).isEmpty();
        ImportRun.Line given =
                imports.upload(ACTOR, site, run.id(), "wp:old.example:3", "mine.png", new ByteArrayInputStream(png()));
        assertThat(given.unfetched()).isNull();
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> imports.upload(
                        ACTOR, site, run.id(), "wp:old.example:3", "mine.png", new ByteArrayInputStream(png())))
                .satisfies(r -> assertThat(r.refusal().code()).isEqualTo("invalid-state"));
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> imports.upload(
                        ACTOR, site, run.id(), "wp:old.example:99", "mine.png", new ByteArrayInputStream(png())))
                .satisfies(r -> assertThat(r.refusal().code()).isEqualTo("not-found"));
        assertThat(visible(site)).isGreaterThanOrEqualTo(2);
        long versions = versions(site);
        assertThat(imports.lines(ACTOR, site, bring(imports, site, xml).id()))
                .allMatch(l -> l.outcome().equals("unchanged"));
        assertThat(versions(site)).isEqualTo(versions);
    }

    private static ImportRun bring(Imports imports, SiteId site, String xml) {
        return imports.run(
                ACTOR,
                site,
                Environment.STAGING,
                "old.xml",
                new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)),
                false);
    }

    private static int visible(SiteId site) {
        return server.bean(PublicReading.class)
                .read(
                        site,
                        Environment.STAGING,
                        view -> view.list(PublicView.Filter.of("media"), 0, 10).size());
    }

    private static long versions(SiteId site) {
        return server.database()
                .jdbc()
                .sql("SELECT count(*) FROM version WHERE site_id = :s")
                .param("s", site.value())
                .query(Long.class)
                .single();
    }
}
