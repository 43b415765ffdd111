package dev.sgen.forms;

import dev.sgen.content.Contents;
import dev.sgen.platform.Json;
import dev.sgen.publishing.OnDrift;
import dev.sgen.publishing.PublicRecord;
import dev.sgen.publishing.promotion.Promoting;
import dev.sgen.publishing.record.Publishing;
import dev.sgen.publishing.visibility.PublicReading;
import dev.sgen.site.Site;
import dev.sgen.site.Sites;
import dev.sgen.support.TestApplication;
import dev.sgen.support.TestClockwork;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.MemberId;
import dev.sgen.vocabulary.RecordId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A running server with a clock set by hand, a site of its own, and visitors who fill in its form. */
final class Stand {
    static final String BROWSER = "application/x-www-form-urlencoded";

    final TestApplication server;
    final TestClockwork clock;
    final Actor ada;
    final Site site;

    Stand(TestApplication server, TestClockwork clock, String key) {
        this.server = server;
        this.clock = clock;
        UUID id = server.database()
                .jdbc()
                .sql("SELECT id FROM member WHERE email = :email")
                .param("email", TestApplication.EMAIL)
                .query(UUID.class)
                .single();
        this.ada = new Actor.Operator(new MemberId(id), "Ada");
        this.site = server.bean(Sites.class).create(ada, key, "Site " + key, "growth");
    }

    /** A form record with the fields of a contact form. */
    static Contents contactForm(String title) {
        ObjectNode content = Json.object();
        ArrayNode fields = content.putArray("fields");
        fields.addObject()
                .put("name", "name")
                .put("label", "Your name")
                .put("type", "text")
                .put("required", true)
                .put("maxLength", 60);
        fields.addObject()
                .put("name", "email")
                .put("label", "Email address")
                .put("type", "email")
                .put("required", true);
        fields.addObject()
                .put("name", "topic")
                .put("label", "Topic")
                .put("type", "select")
                .putArray("options")
                .add("Seeds")
                .add("Courses");
        fields.addObject()
                .put("name", "days")
                .put("label", "Days")
                .put("type", "checkbox")
                .putArray("options")
                .add("Monday")
                .add("Tuesday");
        fields.addObject().put("name", "people").put("label", "People").put("type", "number");
        fields.addObject().put("name", "day").put("label", "Day").put("type", "date");
        fields.addObject().put("name", "link").put("label", "Page").put("type", "url");
        fields.addObject().put("name", "message").put("label", "Message").put("type", "textarea");
        fields.addObject()
                .put("name", "consent")
                .put("label", "Keep my address")
                .put("type", "consent");
        content.put("successMessage", "Thank you, we will write back.");
        return new Contents(title, "/forms/contact", content, List.of());
    }

    RecordId publishedForm(Environment environment) {
        return published(environment, contactForm("Contact"));
    }

    RecordId published(Environment environment, Contents form) {
        Publishing publishing = server.bean(Publishing.class);
        RecordId id =
                publishing.create(ada, site.id(), environment, "form", form).id();
        publishing.publish(ada, site.id(), environment, List.of(id));
        return id;
    }

    void promote(RecordId id) {
        server.bean(Promoting.class).promote(ada, site.id(), List.of(id), OnDrift.REFUSE);
    }

    HiddenFormFields guard(Environment environment, RecordId form) {
        PublicRecord shown = server.bean(PublicReading.class)
                .read(site.id(), environment, view -> view.byId(form))
                .orElseThrow();
        return server.bean(FormPosts.class).guard(site.id(), environment, form, shown.content());
    }

    /** A person's post, from the form as it is drawn now. */
    PostOutcome fill(Environment environment, RecordId form, Map<String, String> fields) {
        return fill(environment, form, fields, "203.0.113.7");
    }

    PostOutcome fill(Environment environment, RecordId form, Map<String, String> fields, String address) {
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.put(HiddenFormFields.TOKEN, guard(environment, form).token());
        clock.advance(Duration.ofSeconds(10));
        return post(environment, form, all, address);
    }

    PostOutcome post(Environment environment, RecordId form, Map<String, String> fields, String address) {
        return raw(environment, form.toString(), BROWSER, encoded(fields), address);
    }

    PostOutcome raw(Environment environment, String form, String contentType, String body, String address) {
        return server.bean(FormPosts.class)
                .post(
                        site,
                        environment,
                        form,
                        contentType,
                        body.getBytes(StandardCharsets.UTF_8),
                        address,
                        "Visitor/1.0");
    }

    static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(f -> URLEncoder.encode(f.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(f.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    static Map<String, String> answers(String name) {
        return Map.of("name", name, "email", "visitor@example.org", "message", "Do you have leeks?");
    }

    List<Submission> inbox(Environment environment) {
        List<Submission> all = new ArrayList<>();
        Inbox.Page page = null;
        do {
            page = server.bean(Inbox.class)
                    .list(
                            ada,
                            site.id(),
                            environment,
                            new InboxQuery(null, Set.of(), 100, page == null ? null : page.next()));
            all.addAll(page.items());
        } while (page.next() != null);
        return all;
    }

    List<String> names(Environment environment) {
        return inbox(environment).stream()
                .map(s -> s.fields().getFirst().text())
                .toList();
    }
}
