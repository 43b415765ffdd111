package dev.sgen.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.platform.blob.Blobs;
import dev.sgen.publishing.State;
import dev.sgen.site.Site;
import dev.sgen.site.Sites;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class MediaTest {
    private static final TestApplication SERVER = TestApplication.shared();

    @Test
    @Requirement("MEDIA-1")
    void an_upload_is_kept_once_and_visible_in_its_own_environment_only() throws IOException {
        Site site = SERVER.bean(Sites.class).create(Actor.platform(), "media-shop", "Media shop", "starter");
        byte[] bytes = IntakeTest.picture("png", 400, 300);
        Media.Uploaded uploaded = upload(site, bytes);
        Media.Uploaded again = upload(site, bytes);
        assertThat(Objects.requireNonNull(uploaded.record().staging()).state()).isEqualTo(State.PUBLISHED);
        assertThat(uploaded.record().live()).isNull();
        assertThat(again.record().id()).isNotEqualTo(uploaded.record().id());
        assertThat(uploaded.contents().content().path("width").asInt()).isEqualTo(400);
        String hash = uploaded.contents().content().path("blob").asString("");
        assertThat(uploaded.url()).isEqualTo("/media/" + hash.substring(0, 16) + "/my-photo.png");
        assertThat(SERVER.bean(Blobs.class).open(hash)).hasBinaryContent(bytes);
        assertThat(SERVER.database()
                        .jdbc()
                        .sql("SELECT count(*) FROM blob WHERE site_id = :s")
                        .param("s", site.id().value())
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    private static Media.Uploaded upload(Site site, byte[] bytes) throws IOException {
        return SERVER.bean(Media.class)
                .upload(
                        Actor.platform(),
                        site.id(),
                        Environment.STAGING,
                        new ByteArrayInputStream(bytes),
                        "my photo.png",
                        null,
                        "A photo");
    }

    @Test
    void pictures_are_offered_in_fixed_widths_and_never_enlarged() throws IOException {
        Blobs.Stored stored =
                SERVER.bean(Blobs.class).put(new ByteArrayInputStream(IntakeTest.picture("jpg", 800, 400)), 1_000_000);
        Renditions renditions = SERVER.bean(Renditions.class);
        Renditions.Sized sized = renditions.of(stored.hash(), "image/jpeg", 320).orElseThrow();
        assertThat(sized.mediaType()).isEqualTo("image/jpeg");
        assertThat(ImageIO.read(sized.file().toFile()).getWidth()).isEqualTo(320);
        assertThat(ImageIO.read(sized.file().toFile()).getHeight()).isEqualTo(160);
        assertThat(renditions.of(stored.hash(), "image/jpeg", 1280)).isEmpty();
        assertThat(renditions.of(stored.hash(), "image/jpeg", 321)).isEmpty();
        assertThat(renditions.of(stored.hash(), "image/gif", 320)).isEmpty();
    }
}
