package dev.sgen.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.admin.Browser;
import dev.sgen.media.Media;
import dev.sgen.platform.work.BoundedWork;
import dev.sgen.platform.work.BoundedWork.Lane;
import dev.sgen.site.Sites;
import dev.sgen.support.FullShare;
import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication;
import dev.sgen.support.TestApplication.Answer;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.SiteId;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import javax.imageio.ImageIO;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Whatever one site's foreign input costs, kept pages, health, sign-in and the work of others go on. */
@Invariant(21)
@Requirement({"T7", "T36", "T38"})
class FullLanesTest {
    private final TestApplication server = TestApplication.shared();
    private final BoundedWork work = server.bean(BoundedWork.class);
    private final ApiSite flooding = new ApiSite();
    private final ApiSite other = new ApiSite();

    private SiteId id(ApiSite site) {
        return server.bean(Sites.class).find(site.key).orElseThrow().id();
    }

    @Test
    void while_one_site_has_both_lanes_full_everything_of_others_goes_on() {
        String page = other.create("staging", "Kept", "/kept");
        other.step("staging", page, "publish");
        assertThat(server.get(other.key + ".staging.localhost", "/kept").statusCode())
                .isEqualTo(200);
        try (FullShare shortLane = new FullShare(work, Lane.SHORT, id(flooding));
                FullShare longLane = new FullShare(work, Lane.LONG, id(flooding))) {
            assertThat(server.get(other.key + ".staging.localhost", "/kept").statusCode())
                    .isEqualTo(200);
            assertThat(server.get("localhost", "/health/live").statusCode()).isEqualTo(200);
            assertThat(Browser.signedIn(server).get("/admin/sites").statusCode())
                    .isEqualTo(200);
            Answer saved = other.post("/staging/records", ApiSite.page("Saved", "/saved", "words"));
            assertThat(saved.status()).as(saved.response().body()).isEqualTo(201);
            Answer theme = other.post("/staging/records", theme("<h1>{{title}}</h1>"));
            assertThat(theme.status()).as(theme.response().body()).isEqualTo(201);
        }
    }

    private static Map<String, Object> theme(String page) {
        return Map.of("type", "theme", "title", "Look", "content", Map.of("templates", Map.of("page", page)));
    }

    @Test
    @Requirement("SCHED-17")
    void a_releases_moment_waits_while_there_is_no_room_to_check_what_it_holds() {
        String page = flooding.create("staging", "Launch", "/launch");
        flooding.step("staging", page, "publish");
        Answer planned = flooding.post(
                "/releases",
                Map.of(
                        "name",
                        "Launch",
                        "records",
                        List.of(page),
                        "at",
                        Instant.now().plusSeconds(2)));
        assertThat(planned.status()).as(planned.response().body()).isEqualTo(201);
        String release = "/releases/" + planned.json().path("id").asString();
        try (FullShare full = new FullShare(work, Lane.SHORT, id(flooding))) {
            // The moment, and the longest wait for room, and a while.
            Awaitility.await().pollDelay(Duration.ofSeconds(9)).until(() -> true);
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() ->
                        flooding.get(release).json().path("state").asString().equals("promoted"));
    }

    @Test
    void the_flooding_site_itself_is_told_to_come_back_and_nothing_is_kept() {
        Answer busy;
        try (FullShare full = new FullShare(work, Lane.SHORT, id(flooding))) {
            busy = flooding.post("/staging/records", ApiSite.page("Late", "/late", "words"));
        }
        assertThat(busy.status()).as(busy.response().body()).isEqualTo(503);
        assertThat(ApiSite.code(busy)).isEqualTo("busy");
        assertThat(busy.response().headers().firstValue("Retry-After")).isPresent();
        assertThat(flooding.get("/staging/records").json().path("items").size()).isZero();
    }

    @Test
    void a_flood_of_sign_ins_stops_no_save() {
        try (FullShare storm = new FullShare(work, Lane.SHORT, "passwords")) {
            Answer saved = other.post("/staging/records", ApiSite.page("Saved", "/saved", "words"));
            assertThat(saved.status()).as(saved.response().body()).isEqualTo(201);
        }
    }

    @Test
    void a_picture_that_there_is_no_room_to_make_smaller_is_sent_as_it_is() throws IOException {
        byte[] bytes = picture();
        Media.Uploaded uploaded = server.bean(Media.class)
                .upload(
                        Actor.platform(),
                        id(other),
                        Environment.STAGING,
                        new ByteArrayInputStream(bytes),
                        "large.png",
                        null,
                        null);
        HttpResponse<String> sent;
        try (FullShare full = new FullShare(work, Lane.LONG, "renditions")) {
            sent = server.get(other.key + ".staging.localhost", uploaded.url() + "?w=320");
        }
        assertThat(sent.statusCode()).isEqualTo(200);
        assertThat(sent.headers().firstValueAsLong("Content-Length")).hasValue(bytes.length);
    }

    private static byte[] picture() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        // Another picture each time: one that was made smaller before needs no room.
        BufferedImage image = new BufferedImage(900, 600, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, ThreadLocalRandom.current().nextInt(1 << 24));
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }
}
