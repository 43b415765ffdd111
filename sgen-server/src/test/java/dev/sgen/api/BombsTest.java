package dev.sgen.api;

import static dev.sgen.api.ApiSite.code;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.platform.Json;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication;
import dev.sgen.support.TestApplication.Answer;
import dev.sgen.support.Wire;
import dev.sgen.theme.Needs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Little that is sent and a great deal that it asks for: each is refused, or done in bounded time. */
@Requirement({"T3", "T38"})
class BombsTest {
    private static final long PATIENCE_MILLIS = 10_000;

    private final ApiSite site = new ApiSite();
    private final TestApplication server = site.server;

    interface Doing {
        int status() throws IOException;
    }

    static int within(String what, Doing doing) throws IOException {
        long begun = System.nanoTime();
        int status = doing.status();
        assertThat((System.nanoTime() - begun) / 1_000_000)
                .as(what + " in milliseconds")
                .isLessThan(PATIENCE_MILLIS);
        assertThat(status).as(what).isLessThan(500);
        return status;
    }

    private Answer createWith(String path, ObjectNode content) {
        return site.post("/staging/records", Map.of("type", "page", "title", "Bomb", "path", path, "content", content));
    }

    /** Creates and publishes it if it is taken, and opens it as a visitor and at the desk. */
    private void livesThrough(String what, ObjectNode content) throws IOException {
        Answer[] made = new Answer[1];
        String path = "/" + what.replace(' ', '-');
        int status = within(what + " created", () -> (made[0] = createWith(path, content)).status());
        if (status != 201) {
            assertThat(code(made[0])).as(what).isIn("invalid-content", "bad-request", "too-large");
            return;
        }
        String id = made[0].json().path("id").asString();
        assertThat(within(
                        what + " published",
                        () -> site.step("staging", id, "publish").status()))
                .isEqualTo(200);
        HttpResponse<String> page = server.get(site.key + ".staging.localhost", path);
        assertThat(page.statusCode()).as(what + " rendered").isEqualTo(200);
        within(what + " searched", () -> site.get("/staging/records?q=bomb").status());
        within(
                what + " compared",
                () -> site.get("/staging/records/" + id + "/versions/1/diff/1").status());
    }

    @Test
    void very_many_blocks_and_very_deep_markup() throws IOException {
        ObjectNode content = Json.object();
        ArrayNode body = content.putArray("body");
        for (int n = 0; n < 20_000; n++) {
            body.addObject().put("type", "paragraph").put("text", "word " + n);
        }
        livesThrough("twenty thousand blocks", content);

        livesThrough("markup in markup", ApiSite.content("<em>".repeat(20_000) + "x" + "</em>".repeat(20_000)));
        ObjectNode html = Json.object();
        html.putArray("body").addObject().put("type", "html").put("html", "<div>".repeat(20_000) + "x");
        livesThrough("raw markup in markup", html);
        ObjectNode table = Json.object();
        ArrayNode rows = table.putArray("body").addObject().put("type", "table").putArray("rows");
        for (int n = 0; n < 300; n++) {
            ArrayNode row = rows.addArray();
            Collections.nCopies(300, "cell").forEach(row::add);
        }
        livesThrough("ninety thousand cells", table);
    }

    @Test
    @Requirement({"T38", "A7"})
    void a_text_of_opening_brackets_in_a_field_that_pages_shorten() throws IOException {
        assertThat(site.call(
                                "PUT",
                                "/types/bracketed",
                                Map.of(
                                        "name",
                                        "Bracketed",
                                        "schema",
                                        Map.of(
                                                "type",
                                                "object",
                                                "properties",
                                                Map.of("excerpt", Map.of("type", "string")))))
                        .status())
                .isEqualTo(200);
        Answer made = site.post(
                "/staging/records",
                Map.of("type", "bracketed", "title", "Brackets", "content", Map.of("excerpt", "<".repeat(1_000_000))));
        assertThat(made.status()).isEqualTo(201);
        String id = made.json().path("id").asString();
        assertThat(site.step("staging", id, "publish").status()).isEqualTo(200);

        assertThat(within("brackets rendered", () -> page("/bracketed/brackets")))
                .isEqualTo(200);
    }

    private int page(String path) throws IOException {
        return server.get(site.key + ".staging.localhost", path).statusCode();
    }

    @Test
    void a_search_for_nothing_but_minus_signs_finds_nothing() throws IOException {
        for (String words : List.of("-".repeat(200), "-%20".repeat(200), "%22-%22-".repeat(40))) {
            assertThat(within("minus signs", () -> page("/search?q=" + words))).isEqualTo(200);
            assertThat(within(
                            "minus signs at the desk",
                            () -> site.get("/staging/records?q=" + words).status()))
                    .isEqualTo(200);
        }
    }

    @Test
    void very_many_lists_on_one_page_ask_for_few() throws IOException {
        ObjectNode content = Json.object();
        ArrayNode body = content.putArray("body");
        for (int n = 0; n < 10_000; n++) {
            body.addObject().put("type", "postList").put("tag", "t" + n);
        }

        assertThat(Needs.of(content).lists()).hasSizeLessThanOrEqualTo(50);
        livesThrough("ten thousand lists", content);
    }

    @Test
    @Requirement("T40")
    void names_that_mean_something_to_an_interpreter_are_words_like_others() throws IOException {
        ObjectNode content = ApiSite.content("x");
        content.putObject("__proto__").put("polluted", true);
        content.putObject("constructor").putObject("prototype").put("polluted", true);
        content.put("@class", "java.lang.Runtime").put("@type", "java.net.URL");
        livesThrough("odd names", content);
        Answer made = createWith("/again", content);
        if (made.status() == 201) {
            assertThat(made.json()
                            .path("working")
                            .path("content")
                            .path("@class")
                            .asString(""))
                    .isIn("", "java.lang.Runtime");
        }
        ObjectNode many = Json.object();
        for (int n = 0; n < 100_000; n++) {
            many.put("k" + n, n);
        }
        livesThrough("a hundred thousand fields", many);
    }

    @Test
    @Requirement("T38")
    void a_pattern_that_never_ends_ends() throws IOException {
        site.call(
                "PUT",
                "/types/trap",
                Map.of(
                        "name",
                        "Trap",
                        "schema",
                        Map.of(
                                "type",
                                "object",
                                "properties",
                                Map.of("x", Map.of("type", "string", "pattern", "^(a+)+$")))));
        assertThat(within(
                        "a bad pattern",
                        () -> site.post(
                                        "/staging/records",
                                        Map.of(
                                                "type",
                                                "trap",
                                                "title",
                                                "t",
                                                "content",
                                                Map.of("x", "a".repeat(5_000) + "!")))
                                .status()))
                .isEqualTo(422);
    }

    @Test
    @Requirement("T37")
    void very_many_names_in_one_call() throws IOException {
        List<String> ids = new ArrayList<>();
        for (int n = 0; n < 10_000; n++) {
            ids.add("01890000-0000-7000-8000-%012x".formatted(n));
        }
        assertThat(within(
                        "ten thousand unknown",
                        () -> site.post("/staging/bulk", Map.of("operation", "publish", "records", ids))
                                .status()))
                .isEqualTo(404);
        ids.add("01890000-0000-7000-8000-00000000ffff");
        assertThat(within(
                        "one more",
                        () -> site.post("/promotions", Map.of("records", ids)).status()))
                .isEqualTo(400);
        within(
                "a long search",
                () -> site.get("/staging/records?q=" + "a%20or%20".repeat(700)).status());
        within(
                "a search of signs",
                () -> site.get("/staging/records?q=" + "%22-%28%26%7C%21%3A%2A".repeat(50))
                        .status());
        List<String> tags = new ArrayList<>();
        for (int n = 0; n < 5_000; n++) {
            tags.add("tag" + n);
        }
        within(
                "five thousand tags",
                () -> site.post("/staging/records", Map.of("type", "page", "title", "Tags", "tags", tags))
                        .status());
    }

    @Test
    void pictures_that_are_larger_than_their_files() throws IOException {
        List<byte[]> bombs = List.of(png(100_000, 100_000, 1), png(6_000, 6_000, 6_000), gifOfFrames(100_000));
        for (int n = 0; n < bombs.size(); n++) {
            byte[] bomb = bombs.get(n);
            String what = "picture " + n + " of " + bomb.length + " bytes";
            Wire.Reply[] reply = new Wire.Reply[1];
            int status = within(what, () -> (reply[0] = upload(bomb, "bomb.png")).status());
            if (status == 201) {
                String url = Json.read(reply[0].text()).path("url").asString();
                within(
                        what + " made small",
                        () -> server.get(site.key + ".staging.localhost", url + "?w=160")
                                .statusCode());
            } else {
                assertThat(status).as(what).isIn(413, 415, 422);
            }
        }
    }

    private Wire.Reply upload(byte[] file, String name) throws IOException {
        byte[] head =
                Wire.ascii("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name + "\"\r\n\r\n");
        byte[] body = Wire.join(Wire.join(head, file), Wire.ascii("\r\n--b--\r\n"));
        String request = "POST /api/v1/sites/" + site.key
                + "/staging/media HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Authorization: Bearer " + TestApplication.TOKEN
                + "\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: " + body.length + "\r\n\r\n";
        Wire.Reply reply = Wire.send(server.port(), Wire.join(Wire.ascii(request), body));
        assertThat(reply).isNotNull();
        return reply;
    }

    /** A grey picture of this size that holds as many rows of nothing. */
    private static byte[] png(int width, int height, int rows) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        out.write(chunk(
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put(new byte[] {8, 0, 0, 0, 0})
                        .array()));
        Deflater deflater = new Deflater(9);
        byte[] row = new byte[width + 1];
        byte[] packed = new byte[64 * 1024];
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (int n = 0; n <= rows; n++) {
            if (n == rows) {
                deflater.finish();
            } else {
                deflater.setInput(row);
            }
            for (int size = deflater.deflate(packed); size > 0; size = deflater.deflate(packed)) {
                data.write(packed, 0, size);
            }
        }
        out.write(chunk("IDAT", data.toByteArray()));
        out.write(chunk("IEND", new byte[0]));
        return out.toByteArray();
    }

    private static byte[] chunk(String name, byte[] data) {
        byte[] typed = Wire.join(name.getBytes(StandardCharsets.US_ASCII), data);
        CRC32 sum = new CRC32();
        sum.update(typed);
        return ByteBuffer.allocate(typed.length + 8)
                .putInt(data.length)
                .put(typed)
                .putInt((int) sum.getValue())
                .array();
    }

    private static byte[] gifOfFrames(int frames) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(Wire.ascii("GIF89a"));
        out.write(new byte[] {1, 0, 1, 0, (byte) 0x80, 0, 0, 0, 0, 0, 1, 1, 1});
        byte[] frame = {0x21, (byte) 0xf9, 4, 0, 0, 0, 0, 0, 0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0};
        for (int n = 0; n < frames; n++) {
            out.write(frame);
        }
        out.write(0x3b);
        return out.toByteArray();
    }
}
