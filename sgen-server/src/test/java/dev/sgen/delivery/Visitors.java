package dev.sgen.delivery;

import dev.sgen.content.Contents;
import dev.sgen.media.Media;
import dev.sgen.platform.Json;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.record.Publishing;
import dev.sgen.site.Site;
import dev.sgen.site.Sites;
import dev.sgen.support.TestApplication;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** A site of its own on the shared server, its operators and its visitors. */
final class Visitors {
    static final TestApplication SERVER = TestApplication.shared();

    final Site site;

    Visitors(String key) {
        site = SERVER.bean(Sites.class).create(Actor.platform(), key, "The " + key + " site", "professional");
    }

    static Publishing publishing() {
        return SERVER.bean(Publishing.class);
    }

    SiteRecord draft(Environment environment, String type, String title, String path, String content) {
        Contents contents = new Contents(title, path, Json.readObject(content), List.of());
        return publishing().create(Actor.platform(), site.id(), environment, type, contents);
    }

    RecordId shown(Environment environment, String type, String title, String path, String content) {
        RecordId id = draft(environment, type, title, path, content).id();
        publishing().publish(Actor.platform(), site.id(), environment, List.of(id));
        return id;
    }

    RecordId shown(Environment environment, String type, String title, String content) {
        Contents contents = new Contents(title, null, Json.readObject(content), List.of());
        RecordId id = publishing()
                .create(Actor.platform(), site.id(), environment, type, contents)
                .id();
        publishing().publish(Actor.platform(), site.id(), environment, List.of(id));
        return id;
    }

    void save(Environment environment, SiteRecord record, String title, String path, String content) {
        int working = Objects.requireNonNull(record.in(environment)).working();
        publishing()
                .save(
                        Actor.platform(),
                        site.id(),
                        environment,
                        record.id(),
                        working,
                        new Contents(title, path, Json.readObject(content), List.of()));
    }

    Media.Uploaded upload(Environment environment, String name, byte[] bytes) {
        try {
            return SERVER.bean(Media.class)
                    .upload(
                            Actor.platform(),
                            site.id(),
                            environment,
                            new ByteArrayInputStream(bytes),
                            name,
                            null,
                            "What it shows");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    String host(Environment environment) {
        return site.key() + (environment == Environment.STAGING ? ".staging" : "") + ".localhost";
    }

    HttpResponse<String> live(String path, String... headers) {
        return SERVER.get(host(Environment.LIVE), path, headers);
    }

    HttpResponse<String> staging(String path, String... headers) {
        return SERVER.get(host(Environment.STAGING), path, headers);
    }

    /** A request exactly as written, which no client library would send; answers head and body as they came. */
    String raw(Environment environment, String requestLine, String... headers) {
        try (Socket socket = new Socket("127.0.0.1", SERVER.port())) {
            socket.setSoTimeout(10_000);
            StringBuilder request =
                    new StringBuilder(requestLine).append(" HTTP/1.1\r\nHost: ").append(host(environment));
            request.append("\r\nConnection: close\r\n");
            for (String header : headers) {
                request.append(header).append("\r\n");
            }
            socket.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
