package dev.sgen.bench;

import dev.sgen.platform.Json;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import tools.jackson.databind.node.ObjectNode;

/** Requests that ask for far more than their length, by what they attack; each may differ from round to round. */
final class Bombs {
    private static final String RECORDS = "/sites/bench/staging/records";
    private static final String BOUNDARY = "bench-boundary";
    private static final int SIDE = 6_900;
    private static final List<Integer> WIDTHS = List.of(160, 320, 480, 640, 960, 1280, 1600, 2048);

    private final Served served;
    private final byte[] picture = picture();
    private final List<HttpRequest> templates;
    private final List<HttpRequest> exports;
    private String pictureUrl = "";

    interface Bomb {
        /** The requests of one round of one client. */
        List<HttpRequest> round(int n);
    }

    Bombs(Served served) {
        this.served = served;
        this.templates =
                List.of(theme("{{" + "a.".repeat(500) + "a}}"), theme("{{" + "(lookup ".repeat(15_000) + "}}"));
        this.exports = export();
    }

    /** Uploads the picture whose sizes are asked for later. */
    void prepare() throws IOException, InterruptedException {
        pictureUrl = served.answer(file("/sites/bench/staging/media", "large.png", picture))
                .path("url")
                .asString();
    }

    Map<String, Bomb> all() {
        Map<String, Bomb> bombs = new LinkedHashMap<>();
        bombs.put("nothing", n -> List.of());
        bombs.put("template", this::template);
        bombs.put("large-theme", this::largeTheme);
        bombs.put("schema", this::schema);
        bombs.put("pattern", this::pattern);
        bombs.put("wxr", this::wxr);
        bombs.put("picture", this::pictures);
        bombs.put("argon2", this::signIns);
        bombs.put("memory", this::memory);
        return bombs;
    }

    private HttpRequest json(String method, String path, ObjectNode body) {
        return served.call(path)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(Json.write(body)))
                .build();
    }

    private HttpRequest file(String path, String name, byte[] bytes) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                        + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(bytes);
        body.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return served.call(path)
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(BodyPublishers.ofByteArray(body.toByteArray()))
                .build();
    }

    private HttpRequest theme(String template) {
        ObjectNode body = Json.object().put("type", "theme").put("title", "t");
        body.putObject("content").putObject("templates").put("layout", template);
        return json("POST", RECORDS, body);
    }

    private List<HttpRequest> template(int n) {
        return templates;
    }

    /** As much as a theme may hold, different each time. */
    private List<HttpRequest> largeTheme(int n) {
        return List.of(theme("{{lookup a.b.c.d" + n + " e.f.g}}" + "{{lookup a.b.c.d e.f.g.h}}".repeat(3_900)));
    }

    private static ObjectNode type(ObjectNode field) {
        ObjectNode body = Json.object().put("name", "Bomb");
        body.putObject("schema").put("type", "object").putObject("properties").set("a", field);
        return body;
    }

    private HttpRequest save(String type, String value) {
        ObjectNode body = Json.object().put("type", type).put("title", "t");
        body.putObject("content").put("a", value);
        return json("POST", RECORDS, body);
    }

    private List<HttpRequest> schema(int n) {
        int depth = 18;
        ObjectNode put = type(Json.object().put("$ref", "#/$defs/d0"));
        ObjectNode definitions = ((ObjectNode) put.path("schema")).putObject("$defs");
        for (int level = 0; level < depth; level++) {
            var any = definitions.putObject("d" + level).putArray("anyOf");
            any.addObject();
            any.addObject().put("$ref", "#/$defs/d" + (level + 1));
            any.addObject().put("$ref", "#/$defs/d" + (level + 1));
        }
        definitions.putObject("d" + depth);
        return List.of(json("PUT", "/sites/bench/types/schema-bomb", put), save("schema-bomb", "x"));
    }

    private List<HttpRequest> pattern(int n) {
        return List.of(
                json(
                        "PUT",
                        "/sites/bench/types/pattern-bomb",
                        type(Json.object().put("type", "string").put("pattern", "^.*a(.{100}){100}b$"))),
                save("pattern-bomb", "a".repeat(20_000 + n)));
    }

    private List<HttpRequest> memory(int n) {
        return List.of(json(
                "PUT",
                "/sites/bench/types/memory-bomb",
                type(Json.object().put("type", "string").put("pattern", "((a{1000}){1000}){1000}"))));
    }

    private List<HttpRequest> wxr(int n) {
        return exports;
    }

    private List<HttpRequest> export() {
        StringBuilder items = new StringBuilder();
        String[] bodies = {"[caption ", "<p><b>", "<br>", "<a href>", "<table><tr><td>", "&"};
        for (int i = 0; i < bodies.length; i++) {
            items.append("<item><title>b")
                    .append(i)
                    .append("</title><wp:post_id>")
                    .append(i + 1);
            items.append("</wp:post_id><wp:post_type>page</wp:post_type><wp:status>draft</wp:status>");
            items.append("<content:encoded><![CDATA[").append(bodies[i].repeat(450_000 / bodies[i].length()));
            items.append("]]></content:encoded></item>");
        }
        String xml = "<?xml version=\"1.0\"?><rss xmlns:wp=\"http://wordpress.org/export/1.2/\" xmlns:content=\"x\">"
                + "<channel><title>T</title><link>https://old.example</link>" + items + "</channel></rss>";
        return List.of(file(
                "/sites/bench/imports?environment=staging&dryRun=true",
                "bomb.xml",
                xml.getBytes(StandardCharsets.UTF_8)));
    }

    /** Nearly as many pixels as are taken; each width is made when it is first asked for. */
    private List<HttpRequest> pictures(int n) {
        return WIDTHS.stream()
                .map(width -> HttpRequest.newBuilder(served.at(pictureUrl + "?w=" + width))
                        .header("Host", "bench.staging.localhost")
                        .build())
                .toList();
    }

    /** From another network and for another address each time, so that no throttle spares the hashing. */
    private List<HttpRequest> signIns(int n) {
        return List.of(HttpRequest.newBuilder(served.at("/admin/sign-in"))
                .header("Host", "localhost")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", "http://localhost")
                .header("X-Forwarded-For", "10." + n / 62_500 + "." + n / 250 % 250 + "." + (1 + n % 250))
                .POST(BodyPublishers.ofString(
                        "_csrf=none&next=&email=n" + n + "%40example.org&password=not+the+password"))
                .build());
    }

    private static byte[] picture() {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ImageIO.write(new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB), "png", out);
            return out.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
