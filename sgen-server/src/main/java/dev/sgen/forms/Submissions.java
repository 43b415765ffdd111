package dev.sgen.forms;

import dev.sgen.platform.Clockwork;
import dev.sgen.platform.Json;
import dev.sgen.publishing.PublicReading;
import dev.sgen.publishing.PublicRecord;
import dev.sgen.publishing.PublicView;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.SiteId;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Takes posts to forms. Only a form that is visible in an environment takes any there (FORM-8), by the fields that
 * visitors see (FORM-7), and what it takes lands in that environment's inbox and nowhere else (FORM-2, FORM-3).
 */
@Component
public class Submissions {
    private static final int LONGEST_USER_AGENT = 200;
    private static final int MOST_LINKS = 3;
    private static final Pattern LINK = Pattern.compile("https?://|www\\.|\\[url|<a\\s", Pattern.CASE_INSENSITIVE);

    private final JdbcClient jdbc;
    private final Clockwork clockwork;
    private final PublicReading reading;
    private final FormTokens tokens;
    private final PostLimits limits;

    Submissions(JdbcClient jdbc, Clockwork clockwork, PublicReading reading, FormTokens tokens, PostLimits limits) {
        this.jdbc = jdbc;
        this.clockwork = clockwork;
        this.reading = reading;
        this.tokens = tokens;
        this.limits = limits;
    }

    /**
     * Where a post came from, as the server knows it.
     *
     * @param remoteAddress the connection's address, for {@link PostLimits} alone: people behind one address are
     *     people, so nothing that is kept depends on it
     * @param userAgent what the program called itself
     */
    public record Origin(String remoteAddress, String userAgent) {}

    private record Found(PublicRecord form, String page) {}

    /**
     * Takes one post. What is kept is committed when this returns.
     *
     * @param sent values by field name, those of the guard among them
     */
    public Answer receive(
            SiteId site, Environment environment, RecordId id, Map<String, List<String>> sent, Origin origin) {
        String network = PostLimits.network(origin.remoteAddress());
        OptionalLong wait = limits.address(site, network);
        if (wait.isPresent()) {
            return new Answer.Busy(wait.getAsLong());
        }
        List<String> page = sent.getOrDefault(FormGuard.PAGE, List.of());
        Optional<Found> found = reading.read(site, environment, view -> find(view, id, page));
        if (found.isEmpty()) {
            return new Answer.Absent();
        }
        wait = limits.form(site, environment, id);
        return wait.isPresent()
                ? new Answer.Busy(wait.getAsLong())
                : take(site, environment, found.get(), sent, origin.userAgent());
    }

    /** What a form that is drawn now carries beyond its fields. */
    FormGuard guard(SiteId site, Environment environment, RecordId form, JsonNode content) {
        return new FormGuard(token(site, environment, form), FormGuard.trap(FormField.of(content)));
    }

    /** A token for one more drawing of a form; all have the same length. Waits for nothing. */
    String token(SiteId site, Environment environment, RecordId form) {
        return tokens.mint(site, environment, form);
    }

    /** Only a page that is visible here is gone back to, so that nobody is led elsewhere. */
    private static Optional<Found> find(PublicView view, RecordId id, List<String> page) {
        return view.byId(id).filter(form -> form.type().equals("form")).map(form -> {
            String own = form.path() == null ? "/" : form.path();
            boolean known = !page.isEmpty()
                    && !page.getFirst().equals(own)
                    && page.getFirst().indexOf('\0') < 0
                    && view.byPath(page.getFirst()).isPresent();
            return new Found(form, known ? page.getFirst() : own);
        });
    }

    private Answer take(
            SiteId site, Environment environment, Found found, Map<String, List<String>> sent, String userAgent) {
        PublicRecord form = found.form();
        List<FormField> fields = FormField.of(form.content());
        String trap = FormGuard.trap(fields);
        Checking checked = Checking.of(fields, without(sent, trap));
        FormTokens.Judged judged =
                tokens.judge(sent.getOrDefault(FormGuard.TOKEN, List.of()), site, environment, form.id());
        String notice = notice(checked, judged.verdict());
        if (notice != null || !checked.problems().isEmpty()) {
            return new Answer.Again(found.page(), form.id(), without(sent, trap), checked.problems(), notice);
        }
        Set<Doubt> doubts = doubts(fields, checked, judged.verdict(), sent.getOrDefault(trap, List.of()));
        keep(site, environment, form, checked, doubts, judged.key(), userAgent);
        return new Answer.Sent(address(found.page(), "sent-" + form.id()));
    }

    private static Map<String, List<String>> without(Map<String, List<String>> sent, String trap) {
        Map<String, List<String>> own = new LinkedHashMap<>(sent);
        own.keySet().removeAll(Set.of(FormGuard.TOKEN, FormGuard.PAGE, trap));
        return own;
    }

    private static @Nullable String notice(Checking checked, FormTokens.Verdict verdict) {
        if (verdict == FormTokens.Verdict.STALE) {
            return "This page stood open for more than two days. Look through your answers and send them again.";
        }
        boolean empty = checked.filled().isEmpty() && checked.problems().isEmpty();
        return empty ? "Nothing is filled in yet. Answer at least one field." : null;
    }

    private static Set<Doubt> doubts(
            List<FormField> fields, Checking checked, FormTokens.Verdict verdict, List<String> trap) {
        Set<Doubt> doubts = EnumSet.noneOf(Doubt.class);
        switch (verdict) {
            case MISSING -> doubts.add(Doubt.NO_TOKEN);
            case FORGED -> doubts.add(Doubt.FORGED_TOKEN);
            case GOOD, STALE -> {}
        }
        if (trap.stream().anyMatch(value -> !value.isBlank())) {
            doubts.add(Doubt.TRAP);
        }
        Set<String> addresses = fields.stream()
                .filter(field -> field.kind() == FormField.Kind.URL)
                .map(FormField::name)
                .collect(Collectors.toSet());
        long links = checked.filled().stream()
                .filter(filled -> !addresses.contains(filled.name()))
                .mapToLong(filled -> LINK.matcher(filled.text()).results().count())
                .sum();
        if (links > MOST_LINKS) {
            doubts.add(Doubt.LINKS);
        }
        return doubts;
    }

    /**
     * Keeps what came, once for each drawn form and each set of answers: a button that is pressed twice sends the same
     * key. Whoever else gives the same answers has another key, and a post without one is never taken for another.
     */
    private void keep(
            SiteId site,
            Environment environment,
            PublicRecord form,
            Checking checked,
            Set<Doubt> doubts,
            @Nullable String key,
            String userAgent) {
        Instant now = clockwork.now();
        String fields = Json.write(checked.filled());
        SubmissionState state = doubts.isEmpty() ? SubmissionState.NEW : SubmissionState.SPAM;
        // What was put aside must not keep the same words, sent rightly, out of the inbox.
        String resend = key == null ? null : Json.sha256(state.key() + " " + form.id() + " " + key + " " + fields);
        jdbc.sql("""
                        INSERT INTO submission (site_id, environment, id, form_id, version, form_title, at, state, fields,
                                                doubts, left_out, user_agent, resend)
                        VALUES (:site, :environment, :id, :form, :version, :title, :at, :state, CAST(:fields AS jsonb),
                               ARRAY(SELECT jsonb_array_elements_text(CAST(:doubts AS jsonb))),
                               ARRAY(SELECT jsonb_array_elements_text(CAST(:leftOut AS jsonb))), :userAgent, :resend)
                        ON CONFLICT (site_id, environment, resend) DO NOTHING""")
                .param("site", site.value())
                .param("environment", environment.key())
                .param("id", clockwork.newId())
                .param("form", form.id().value())
                .param("version", form.version())
                .param("title", form.title())
                .param("at", now.atOffset(ZoneOffset.UTC))
                .param("state", state.key())
                .param("fields", fields)
                .param("doubts", Json.write(doubts.stream().map(Doubt::key).toList()))
                .param("leftOut", Json.write(checked.leftOut()))
                .param("userAgent", Texts.cut(userAgent, LONGEST_USER_AGENT))
                .param("resend", resend)
                .update();
    }

    private static String address(String path, String fragment) {
        try {
            return new URI(null, null, path, fragment).toASCIIString();
        } catch (URISyntaxException odd) {
            throw new IllegalStateException("a visible path is no address: " + path, odd);
        }
    }
}
