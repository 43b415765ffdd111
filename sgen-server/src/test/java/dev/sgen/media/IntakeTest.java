package dev.sgen.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgen.support.Requirement;
import dev.sgen.vocabulary.Refused;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntakeTest {
    @TempDir
    Path folder;

    private Path file(byte[] bytes) throws IOException {
        return Files.write(Files.createTempFile(folder, "x", ""), bytes);
    }

    private Path file(String text) throws IOException {
        return file(text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] picture(String format, int width, int height) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, out);
        return out.toByteArray();
    }

    @Test
    @Requirement("T2")
    void names_are_cleaned_and_their_ending_follows_the_bytes() {
        assertThat(FileName.clean("ｅvil.ｐｈｐ", "image/png")).isEqualTo("evil-php.png");
        assertThat(FileName.clean("a.svg\0.png", "image/png")).isEqualTo("a-svg.png");
        assertThat(FileName.clean("../../etc/passwd", "text/plain")).isEqualTo("passwd.txt");
        assertThat(FileName.clean("C:\\x\\räksmörgås.JPG", "image/jpeg")).isEqualTo("räksmörgås.JPG");
        assertThat(FileName.clean("photo\u202Egnp.exe...", "image/png")).isEqualTo("photo-gnp-exe.png");
        assertThat(FileName.clean("", "application/pdf")).isEqualTo("file.pdf");
        assertThat(FileName.clean("x".repeat(300) + ".png", "image/png")).hasSize(124);
        assertThat(FileName.clean("a\"b\r\nSet-Cookie: c.png", "image/png")).isEqualTo("a-b-Set-Cookie-c.png");
    }

    @Test
    @Requirement("MEDIA-6")
    void the_kind_follows_the_bytes_and_not_the_name() throws IOException {
        assertThat(FileKind.of(file(picture("png", 2, 2)), "a.jpg")).isEqualTo("image/png");
        assertThat(FileKind.of(file(picture("jpg", 2, 2)), "a")).isEqualTo("image/jpeg");
        assertThat(FileKind.of(file("%PDF-1.7\n%âãÏÓ\n"), "a.txt")).isEqualTo("application/pdf");
        assertThat(FileKind.of(file("name,price\nLedger,42\n"), "a.csv")).isEqualTo("text/csv");
        assertThat(FileKind.of(file("just words"), "notes.txt")).isEqualTo("text/plain");
    }

    @Test
    void pages_programs_and_what_is_both_are_refused() throws IOException {
        for (String bad : new String[] {
            "<!DOCTYPE html><html><body>x</body></html>",
            "<html><script>alert(1)</script></html>",
            "<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"/>",
            "MZ\u0090\0\u0003\0\0\0",
            "#!/bin/sh\nrm -rf /\n",
            "words <script>alert(1)</script>"
        }) {
            assertThatThrownBy(() -> FileKind.of(file(bad), "picture.png"))
                    .as(bad)
                    .isInstanceOf(Refused.class);
        }
        byte[] gif = picture("gif", 1, 1);
        byte[] both = new byte[gif.length + 40];
        System.arraycopy(gif, 0, both, 0, gif.length);
        System.arraycopy("<script>alert(1)</script>".getBytes(StandardCharsets.US_ASCII), 0, both, gif.length, 25);
        assertThatThrownBy(() -> FileKind.of(file(both), "a.gif")).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> FileKind.of(file("alert(1)"), "a.js")).isInstanceOf(Refused.class);
    }

    @Test
    @Requirement("T3")
    void a_picture_of_too_many_pixels_is_refused_by_its_header() throws IOException {
        byte[] png = picture("png", 4, 4);
        for (int i = 16; i < 24; i++) {
            png[i] = 0;
        }
        png[17] = 1; // 65536 wide
        png[21] = 1; // and high
        CRC32 crc = new CRC32();
        crc.update(png, 12, 17);
        for (int i = 0; i < 4; i++) {
            png[29 + i] = (byte) (crc.getValue() >> (24 - 8 * i));
        }
        assertThatThrownBy(() -> Dimensions.of(file(png), "image/png"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("65536");
        assertThat(Dimensions.of(file(picture("png", 30, 20)), "image/png")).contains(new Dimensions(30, 20));
        assertThatThrownBy(() -> Dimensions.of(file("GIF89a"), "image/gif")).isInstanceOf(Refused.class);
    }

    @Test
    void a_drawing_keeps_its_shapes_and_loses_what_runs_or_loads() {
        Svg.Clean clean = Svg.clean("""
                <?xml version="1.0"?><?xml-stylesheet href="http://evil.example/x.css"?>
                <!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 480" onload="alert(1)">
                  <script>alert(2)</script><foreignObject><p>x</p></foreignObject>
                  <a href="javascript:alert(3)"><path d="M0 0"/></a>
                  <x:script xmlns:x="http://www.w3.org/2000/svg">alert(4)</x:script>
                  <image href="http://evil.example/track.png"/><image xlink:href="data:image/png;base64,AAAA"/>
                  <use href="#shape"/><use href="http://evil.example/#x"/>
                  <style>@import url(http://evil.example/x.css);</style><style>.k{fill:url(#g)}</style>
                  <rect style="fill:url(http://evil.example/)" fill="url(#g)" width="10"/>
                  <set attributeName="href" to="javascript:alert(5)"/><linearGradient id="g"><stop offset="0"/></linearGradient>
                  <text>Words &amp; more</text>&b;
                </svg>""");
        assertThat(clean.text())
                .doesNotContain("script")
                .doesNotContain("evil")
                .doesNotContain("onload")
                .doesNotContain("foreignObject")
                .doesNotContain("<!")
                .doesNotContain("<set")
                .doesNotContain("aaaaaaaaaa")
                .contains("<linearGradient id=\"g\">")
                .contains("href=\"#shape\"")
                .contains("data:image/png;base64,AAAA")
                .contains(".k{fill:url(#g)}")
                .contains("Words &amp; more");
        assertThat(clean.dimensions()).contains(new Dimensions(640, 480));
        assertThat(Svg.clean(clean.text()).text()).isEqualTo(clean.text());
        assertThatThrownBy(() -> Svg.clean("<html/>")).isInstanceOf(Refused.class);
    }
}
