package dev.sgen.api;

import dev.sgen.support.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import tools.jackson.databind.JsonNode;

/** Makes requests out of the API's description: mostly understandable, often wrong, now and then absurd. */
final class FuzzRequests {
    private static final List<String> METHODS =
            List.of("GET", "HEAD", "OPTIONS", "TRACE", "POST", "PUT", "PATCH", "DELETE", "PROPFIND", "get", "X");
    private static final List<String> ODD = List.of(
            "",
            "0",
            "-1",
            "201",
            "1e9",
            "99999999999999999999",
            "null",
            "true",
            "%00",
            "a%00b",
            "..%2f..%2fetc%2fpasswd",
            "%27%20OR%201%3D1--",
            "%F0%9F%8E%89",
            "%E2%80%AEgnp.exe",
            "%ED%A0%80",
            "%FF%FE",
            "%",
            "%zz",
            "%25",
            "*",
            "[]",
            "%7B%7D",
            "a;b=c",
            "$ne",
            "__proto__",
            "%24%7Bjndi:ldap://x%7D",
            "%3Cscript%3E",
            "%0d%0aX-Evil:1",
            "a/b",
            ".",
            "..",
            "AAAA",
            "x".repeat(3_000),
            "2026-02-30",
            "9999999-01-01T00:00:00Z",
            "-999999999-01-01T00:00:00Z",
            "2026-01-01T00:00:00%2B99:00",
            "01890000-0000-7000-8000-000000000000",
            "GET",
            "%09",
            "%20",
            // An unpaired surrogate, and a word in another alphabet.
            "%C0%80",
            "%D7%A9%D7%9C%D7%95%D7%9D");
    private static final List<String> SPELLINGS =
            List.of("/", "//", "/./", ";x", "%2e", "%2f", "/%2e%2e/", "?", "#x", "%5c");
    private static final List<String> TYPES = List.of(
            "text/plain",
            "application/xml",
            "application/x-www-form-urlencoded",
            "application/json; charset=utf-16",
            "application/json;",
            "json",
            "multipart/form-data",
            "multipart/form-data; boundary=");
    private static final int HUGE = 1_000_000;

    /** One request, ready to be sent. */
    record Request(String call, byte[] bytes, boolean headOnly, boolean huge) {
        @Override
        public String toString() {
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            return text.substring(0, Math.min(text.length(), 1_500));
        }
    }

    private record Call(String method, String path, JsonNode told) {}

    private final List<Call> calls = new ArrayList<>();
    private final Set<Call> tried = new HashSet<>();
    private final FuzzBodies bodies;
    private final FuzzSite site;
    private final Random random;

    FuzzRequests(JsonNode description, FuzzSite site, Random random) {
        this.site = site;
        this.random = random;
        this.bodies = new FuzzBodies(description, site, random);
        for (Map.Entry<String, JsonNode> path : description.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> call : path.getValue().properties()) {
                // A stream that never ends answers in its own way.
                if (!path.getKey().endsWith("/events")) {
                    calls.add(new Call(call.getKey().toUpperCase(Locale.ROOT), path.getKey(), call.getValue()));
                }
            }
        }
    }

    List<String> untried() {
        return calls.stream()
                .filter(call -> !tried.contains(call))
                .map(call -> call.method() + " " + call.path())
                .toList();
    }

    Request next() {
        Call call = calls.get(random.nextInt(calls.size()));
        tried.add(call);
        String method = chance(6) ? one(METHODS) : call.method();
        String target = path(call) + query(call);
        if (chance(6)) {
            int at = 1 + random.nextInt(target.length());
            target = target.substring(0, at) + one(SPELLINGS) + target.substring(at);
        }
        if (chance(2)) {
            target = target.toUpperCase(Locale.ROOT);
        }
        byte[] body = new byte[0];
        List<String> headers = new ArrayList<>(List.of("Host: localhost", "Connection: close"));
        authorise(headers);
        boolean sends = call.told().has("requestBody") || chance(5);
        if (sends) {
            body = body(call, headers);
        }
        extras(headers, method);
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
        headers.forEach(h -> head.append(h).append("\r\n"));
        head.append("\r\n");
        return new Request(
                call.method() + " " + call.path(),
                Wire.join(head.toString().getBytes(StandardCharsets.UTF_8), body),
                method.equals("HEAD"),
                body.length > HUGE);
    }

    private void authorise(List<String> headers) {
        int which = random.nextInt(20);
        if (which < 16) {
            headers.add("Authorization: Bearer " + site.token());
        } else if (which == 16) {
            headers.add("Authorization: Bearer " + site.viewer());
        } else if (which == 17) {
            headers.add("Authorization: "
                    + one(List.of("Bearer", "Bearer x", "Basic eDp5", "Bearer \u0000", "é", "bearer a b")));
        } else if (which == 18) {
            headers.add("Authorization: Bearer " + site.token() + "x");
        }
    }

    private void extras(List<String> headers, String method) {
        if (method.equals("PUT") || chance(3)) {
            headers.add("If-Match: "
                    + one(List.of(
                            "1", "\"1\"", "W/\"1\"", "*", "\"1\", \"2\"", "\"2\"", "", "x", "\"9999999999999\"")));
        }
        if (chance(10)) {
            headers.add("Idempotency-Key: "
                    + one(List.of("k1", "k2", "k3", "k" + random.nextInt(1_000), "", "é", "k".repeat(300))));
        }
        if (chance(8)) {
            headers.add("Accept: "
                    + one(List.of("*/*", "text/html", "application/json", "image/png", "x", "text/csv;q=2")));
        }
        if (chance(4)) {
            headers.add(one(List.of(
                    "X-HTTP-Method-Override: DELETE",
                    "X-Forwarded-Host: evil.example",
                    "Range: bytes=0-1",
                    "Expect: 100-continue",
                    "If-None-Match: *",
                    "If-Modified-Since: yesterday",
                    "Accept-Encoding: br;q=x",
                    "Cookie: sgen=%00; a=b",
                    "X-Original-URL: /admin",
                    "Origin: null",
                    "TE: trailers",
                    "Accept-Language: \u00ff")));
        }
    }

    private String path(Call call) {
        StringBuilder path = new StringBuilder();
        for (String part : call.path().split("(?=/)")) {
            int from = part.indexOf('{');
            path.append(from < 0 ? part : part.substring(0, from) + value(part.substring(from + 1, part.indexOf('}'))));
        }
        return path.toString();
    }

    private String value(String name) {
        if (chance(12)) {
            return one(ODD);
        }
        return switch (name) {
            case "site" -> chance(6) ? site.theirKey() : site.key();
            case "env" -> one(List.of("staging", "staging", "live", "live", "production", "preview"));
            case "version", "other" -> one(List.of("1", "1", "2", "3", "0", "007", "+1"));
            case "type" -> one(List.of("page", "post", "recipe", "product", "media", "soup"));
            case "role" -> one(List.of("half", "editor", "none"));
            case "host" -> one(List.of("www.example.org", "a.b", "-"));
            case "path" -> one(List.of("page", "blog/x", ""));
            default -> chance(8) ? site.theirRecord() : one(site.ids());
        };
    }

    private String query(Call call) {
        StringBuilder query = new StringBuilder();
        for (JsonNode parameter : call.told().path("parameters")) {
            if (parameter.path("in").asString("").equals("query") && random.nextInt(3) == 0) {
                String name = parameter.path("name").asString();
                query.append(query.isEmpty() ? "?" : "&")
                        .append(name)
                        .append('=')
                        .append(wanted(name));
            }
        }
        if (chance(3)) {
            query.append(query.isEmpty() ? "?" : "&")
                    .append(one(List.of("x=1", "limit=1&limit=2", "=", "&&", "%00=1", "a[]=1")));
        }
        return query.toString();
    }

    private String wanted(String name) {
        if (chance(25)) {
            return one(ODD);
        }
        return switch (name) {
            case "limit" -> one(List.of("1", "2", "200"));
            case "state" -> one(List.of("draft", "published", "archived", "scheduled"));
            case "sort" -> one(List.of("newest", "oldest", "title"));
            case "drift", "status" -> one(List.of("same", "conflict", "only-live"));
            case "type" -> "page";
            case "environment" -> "live";
            case "changed", "visibility", "dryRun" -> "true";
            case "from", "to", "at" -> one(List.of("2026-01-01", "2026-01-01T00:00:00Z", "2000-12-31T23:59:60Z"));
            case "version" -> "working";
            case "operation" -> "save";
            case "record", "actor", "form" -> one(site.ids());
            case "cursor" -> Paging.cursor(one(List.of("1", one(site.ids()), "\0", "x".repeat(50))));
            default -> one(List.of("a", "page", URLEncoder.encode("äß\u202e", StandardCharsets.UTF_8)));
        };
    }

    private byte[] body(Call call, List<String> headers) {
        JsonNode content = call.told().path("requestBody").path("content");
        boolean upload = content.has("multipart/form-data");
        byte[] body = upload
                ? bodies.upload()
                : bodies.json(content.path("application/json").path("schema"));
        headers.add("Content-Type: "
                + (chance(5)
                        ? one(TYPES)
                        : upload ? "multipart/form-data; boundary=" + FuzzBodies.BOUNDARY : "application/json"));
        if (chance(4)) {
            headers.add("Content-Encoding: gzip");
            body = chance(50) ? gzip(body) : body;
        }
        if (chance(8)) {
            headers.add("Transfer-Encoding: chunked");
            return chunked(body);
        }
        headers.add("Content-Length: " + body.length);
        return body;
    }

    private byte[] chunked(byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int at = 0; at < body.length; ) {
            int size = Math.min(body.length - at, 1 + random.nextInt(5_000));
            out.writeBytes(Wire.ascii(Integer.toHexString(size) + (chance(10) ? ";x=\"y\"" : "") + "\r\n"));
            out.write(body, at, size);
            out.writeBytes(Wire.ascii("\r\n"));
            at += size;
        }
        out.writeBytes(Wire.ascii("0\r\n\r\n"));
        return out.toByteArray();
    }

    private static byte[] gzip(byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(body);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T one(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }
}
