package dev.sgen.api;

import dev.sgen.platform.Json;
import dev.sgen.support.Wire;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Bodies after a schema of the API's description: values that fit, values that don't, and text that is no JSON. */
final class FuzzBodies {
    static final String BOUNDARY = "xYzZy";
    private static final int DEPTH = 4;
    private static final int VERY_DEEP = 10_000;

    /** Values for any field; raw JSON. */
    private static final List<String> ODD = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1e400",
            "-0",
            "123456789012345678901234567890",
            "0.1e-999",
            "\"\"",
            "\" \"",
            "[]",
            "{}",
            "[null]",
            "[[[[]]]]",
            "\"\\ud800\"",
            "\"\\udc00x\"",
            "\"\\uffff\"",
            "\"\u202eabc\"",
            "\"\uD83C\uDF89\"",
            "\"a\\u0000b\"",
            "\"\\r\\nX: y\"",
            "\"<script>alert(1)</script>\"",
            "\"javascript:alert(1)\"",
            "\"../../etc/passwd\"",
            "\"//x\"",
            "\"/./a\"",
            "\"/a%2fb\"",
            "{\"__proto__\":{\"x\":1}}",
            "{\"constructor\":1}",
            "{\"@class\":\"java.lang.Runtime\"}",
            "{\"$ref\":\"http://127.0.0.1:1/x\"}",
            "\"99999-01-01T00:00:00Z\"",
            "\"2026-01-01\"",
            "\"{{#each x}}\"",
            "{\"a\":{\"b\":{}}}",
            "[1,\"2\",{},null]");

    private final JsonNode schemas;
    private final FuzzSite site;
    private final Random random;
    private int made;

    FuzzBodies(JsonNode description, FuzzSite site, Random random) {
        this.schemas = description.path("components").path("schemas");
        this.site = site;
        this.random = random;
    }

    byte[] json(JsonNode schema) {
        StringBuilder text = new StringBuilder();
        write(text, "", schema, 0);
        if (!chance(20)) {
            return text.toString().getBytes(StandardCharsets.UTF_8);
        }
        return spoilt(text.toString());
    }

    private byte[] spoilt(String json) {
        int at = random.nextInt(json.length());
        return switch (random.nextInt(13)) {
            case 0 -> Wire.ascii(json.substring(0, at));
            case 1 -> Wire.ascii(json.replaceFirst("\\{\"(\\w+)\":", "{\"$1\":1,\"$1\":"));
            case 2 ->
                Wire.ascii(json.replaceFirst(":", ":" + "[".repeat(VERY_DEEP) + "]".repeat(VERY_DEEP) + ",\"z\":"));
            case 3 ->
                Wire.ascii(json.replaceFirst(":", ":" + "{\"a\":".repeat(900) + "1" + "}".repeat(900) + ",\"z\":"));
            case 4 -> Wire.ascii(json.replaceFirst("\\{", "{\"unheardOf\":1,"));
            case 5 ->
                Wire.ascii(json.replaceFirst("\"title\":\"[^\"]*\"", "\"title\":\"" + "x".repeat(2_000_000) + "\""));
            case 6 -> Wire.ascii("\uFEFF" + json);
            case 7 -> Wire.ascii(json + "]");
            case 8 -> json.getBytes(StandardCharsets.UTF_16);
            case 9 -> new byte[0];
            case 10 -> Wire.ascii(one(ODD));
            case 11 -> Wire.join(Wire.ascii(json.substring(0, at)), new byte[] {(byte) 0xff, 0, (byte) 0xc0});
            default -> Wire.ascii(json.replaceFirst("\\[", "[" + "\"x\",".repeat(11_000)));
        };
    }

    private void write(StringBuilder out, String name, JsonNode schema, int depth) {
        if (chance(10) && depth > 0) {
            out.append(one(ODD));
            return;
        }
        String good = good(name);
        if (!good.isEmpty() && !chance(8)) {
            out.append(good);
            return;
        }
        JsonNode told =
                schema.has("$ref") ? schemas.path(schema.path("$ref").asString().replaceFirst(".*/", "")) : schema;
        String type = told.path("type").isArray()
                ? told.path("type").path(0).asString("object")
                : told.path("type").asString("object");
        switch (type) {
            case "string" -> out.append("\"word\"");
            case "integer", "number" -> out.append(random.nextInt(5));
            case "boolean" -> out.append(random.nextBoolean());
            case "array" -> {
                out.append('[');
                if (depth < DEPTH) {
                    write(out, "", told.path("items"), depth + 1);
                }
                out.append(']');
            }
            default -> object(out, told, depth);
        }
    }

    private void object(StringBuilder out, JsonNode told, int depth) {
        out.append('{');
        boolean first = true;
        if (depth < DEPTH) {
            for (Map.Entry<String, JsonNode> field : told.path("properties").properties()) {
                if (random.nextInt(4) > 0) {
                    out.append(first ? "" : ",")
                            .append('"')
                            .append(field.getKey())
                            .append("\":");
                    write(out, field.getKey(), field.getValue(), depth + 1);
                    first = false;
                }
            }
        }
        out.append('}');
    }

    /** What a field of this name may well hold; empty for those that say it by their type. */
    private String good(String name) {
        made++;
        return switch (name) {
            case "type" -> text(one(List.of("page", "page", "post", "product", "recipe", "navigation")));
            case "title", "name" -> text("Made " + made);
            case "path" -> text("/made-" + made);
            case "content" -> content();
            case "tags" -> "[\"made\"]";
            case "records" -> Json.write(List.of(one(site.ids()), one(site.ids())));
            case "operation" -> text(one(List.of("publish", "unpublish", "archive", "revive", "schedule")));
            case "at", "expiresAt" -> text("2031-05-05T10:00:00Z");
            case "action" -> text(one(List.of("publish", "promote")));
            case "onDrift" -> text(one(List.of("refuse", "merge", "overwrite")));
            case "role" -> text(one(List.of("viewer", "editor", "half")));
            case "grants", "limits" -> "[\"read:staging\"]";
            case "email" -> text("m" + made + "@example.org");
            case "key" -> text("k-" + made);
            case "plan" -> text(one(List.of("growth", "starter", "enterprise")));
            case "environment" -> text(one(List.of("staging", "live")));
            case "host" -> text("h" + made + ".example.org");
            case "timeZone" -> text(one(List.of("Europe/Zurich", "UTC", "Mars/Olympus")));
            case "schema" -> "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\"}}}";
            case "urlPattern" -> text("/made/{slug}");
            case "member" -> text(one(site.ids()));
            case "state" -> text(one(List.of("published", "draft", "read", "spam", "new")));
            default -> "";
        };
    }

    private static final List<String> BLOCKS = List.of(
            "paragraph",
            "heading",
            "list",
            "quote",
            "code",
            "image",
            "gallery",
            "table",
            "embed",
            "button",
            "columns",
            "divider",
            "html",
            "audio",
            "video",
            "file",
            "more",
            "postList",
            "productGrid",
            "eventList",
            "form",
            "nothing");
    private static final List<String> FIELDS = List.of(
            "text",
            "level",
            "style",
            "items",
            "media",
            "rows",
            "head",
            "columns",
            "url",
            "link",
            "html",
            "body",
            "images",
            "form",
            "id",
            "alt",
            "src",
            "language",
            "limit",
            "caption",
            "start",
            "align");

    /** A body of blocks, right and wrong: every kind with any field. */
    private String content() {
        ObjectNode content = Json.object();
        ArrayNode body = content.putArray("body");
        for (int n = random.nextInt(4); n > 0; n--) {
            ObjectNode block = body.addObject().put("type", one(BLOCKS));
            for (int f = random.nextInt(5); f > 0; f--) {
                String field = one(FIELDS);
                switch (random.nextInt(5)) {
                    case 0 -> block.put(field, "<b onclick=x>w</b>");
                    case 1 -> block.put(field, random.nextInt(9) - 1);
                    case 2 -> block.putArray(field).addObject().put("text", "x").put("type", one(BLOCKS));
                    case 3 -> block.put(field, one(site.ids()));
                    default -> block.putArray(field).addArray().add("cell");
                }
            }
        }
        if (chance(20)) {
            content.put(
                    one(List.of(
                            "excerpt", "featuredImage", "seo", "price", "start", "parent", "home", "fields", "items")),
                    "x");
        }
        return Json.write(content);
    }

    /** A form with a file in it, of a kind that may or may not be taken. */
    byte[] upload() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String field = chance(90) ? "file" : one(List.of("", "files", "dryRun"));
        String fileName = one(List.of(
                "a.png",
                "a.xml",
                "a.csv",
                "a.json",
                "\\\"x.png",
                "..\\..\\x.svg",
                "a.svg\u0000.png",
                "\u202egnp.exe",
                "x".repeat(300) + ".png",
                "",
                "con.txt",
                "\uFF45vil.\uFF50hp"));
        part(out, "Content-Disposition: form-data; name=\"" + field + "\"; filename=\"" + fileName + "\"", file());
        if (chance(30)) {
            part(out, "Content-Disposition: form-data; name=\"alt\"", Wire.ascii("What it shows"));
        }
        if (chance(30)) {
            part(out, "Content-Disposition: form-data; name=\"dryRun\"", Wire.ascii(one(List.of("true", "x", ""))));
        }
        out.writeBytes(Wire.ascii(chance(90) ? "--" + BOUNDARY + "--\r\n" : ""));
        return out.toByteArray();
    }

    private static void part(ByteArrayOutputStream out, String head, byte[] body) {
        out.writeBytes(Wire.ascii("--" + BOUNDARY + "\r\n" + head + "\r\n\r\n"));
        out.writeBytes(body);
        out.writeBytes(Wire.ascii("\r\n"));
    }

    private byte[] file() {
        byte[] png = {
            (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R', 0x7f, -1, -1, -1
        };
        return switch (random.nextInt(9)) {
            case 0 -> png;
            case 1 -> Wire.ascii("<svg xmlns='http://www.w3.org/2000/svg' onload='x()'><script>1</script></svg>");
            case 2 -> Wire.ascii("<!DOCTYPE svg [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><svg>&b;</svg>");
            case 3 -> Wire.ascii("<?xml version='1.0'?><rss version='2.0'><channel><item><title>x</title>");
            case 4 -> Wire.ascii("SKU,Name,Regular price\n1,\"A,b\n");
            case 5 -> Wire.ascii("{\"db\":[{\"data\":{\"posts\":[{\"title\":1}]}}]}");
            case 6 -> new byte[0];
            case 7 -> Wire.ascii("GIF89a\u0001\u0001");
            default -> Wire.ascii("<?xml version='1.0' encoding='nothing'?><x/>");
        };
    }

    private static String text(String value) {
        return Json.write(value);
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T one(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }
}
