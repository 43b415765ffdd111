package dev.sgen.forms;

import dev.sgen.platform.Json;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.publishing.PublicRecord;
import dev.sgen.publishing.visibility.PublicReading;
import dev.sgen.publishing.visibility.PublicView;
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
 * Accepts posts to forms. A form must be visible in an environment to accept posts there (FORM-8); its visible version
 * defines the fields (FORM-7). The submission goes to that environment's inbox only (FORM-2, FORM-3).
 */
@Component
public class Submissions {
    private static final int LONGEST_USER_AGENT = 200;
    private static final int MOST_LINKS = 3;
    private static final Pattern LINK = Pattern.compile("https?://|www\\.|\\[url|<a\\s", Pattern.CASE_INSENSITIVE);

    private final JdbcClient jdbc;
    private final TimeAndIds time;
    private final PublicReading reading;
    private final FormTokens tokens;
    private final PostLimits limits;

    Submissions(JdbcClient jdbc, TimeAndIds time, PublicReading reading, FormTokens tokens, PostLimits limits) {
        this.jdbc = jdbc;
        this.time = time;
        this.reading = reading;
        this.tokens = tokens;
        this.limits = limits;
    }

    /**
     * The origin of a post.
     *
     * @param remoteAddress the client's IP address, used only by {@link PostLimits} and never stored, because several
     *     people may share one address
     * @param userAgent the User-Agent header
     */
    public record Origin(String remoteAddress, String userAgent) {}

    private record Found(PublicRecord form, String page) {}

    /**
     * Handles one post. A stored submission is committed when this returns.
     *
     * @param sent values by field name, including the hidden fields
     */
    public PostOutcome receive(
            SiteId site, Environment environment, RecordId id, Map<String, List<String>> sent, Origin origin) {
        String network = PostLimits.network(origin.remoteAddress());
        OptionalLong wait = limits.address(site, network);
        if (wait.isPresent()) {
            return new PostOutcome.Busy(wait.getAsLong());
        }
        List<String> page = sent.getOrDefault(HiddenFormFields.PAGE, List.of());
        Optional<Found> found = reading.read(site, environment, view -> find(view, id, page));
        if (found.isEmpty()) {
            return new PostOutcome.Absent();
        }
        wait = limits.form(site, environment, id);
        return wait.isPresent()
                ? new PostOutcome.Busy(wait.getAsLong())
                : take(site, environment, found.get(), sent, origin.userAgent());
    }

    /** The hidden fields of a form rendered now. */
    HiddenFormFields guard(SiteId site, Environment environment, RecordId form, JsonNode content) {
        return new HiddenFormFields(token(site, environment, form), HiddenFormFields.trap(PublishedField.of(content)));
    }

    /** A token for one rendering of a form; all have the same length. Never blocks. */
    String token(SiteId site, Environment environment, RecordId form) {
        return tokens.mint(site, environment, form);
    }

    /** The redirect goes only to a page that is visible here, to prevent open redirects. */
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

    private PostOutcome take(
            SiteId site, Environment environment, Found found, Map<String, List<String>> sent, String userAgent) {
        PublicRecord form = found.form();
        List<PublishedField> fields = PublishedField.of(form.content());
        String trap = HiddenFormFields.trap(fields);
        AnswerCheck checked = AnswerCheck.of(fields, without(sent, trap));
        FormTokens.Judged judged =
                tokens.judge(sent.getOrDefault(HiddenFormFields.TOKEN, List.of()), site, environment, form.id());
        String notice = notice(checked, judged.verdict());
        if (notice != null || !checked.problems().isEmpty()) {
            return new PostOutcome.Again(found.page(), form.id(), without(sent, trap), checked.problems(), notice);
        }
        Set<SpamReason> spamReasons = doubts(fields, checked, judged.verdict(), sent.getOrDefault(trap, List.of()));
        keep(site, environment, form, checked, spamReasons, judged.key(), userAgent);
        return new PostOutcome.Sent(address(found.page(), "sent-" + form.id()));
    }

    private static Map<String, List<String>> without(Map<String, List<String>> sent, String trap) {
        Map<String, List<String>> own = new LinkedHashMap<>(sent);
        own.keySet().removeAll(Set.of(HiddenFormFields.TOKEN, HiddenFormFields.PAGE, trap));
        return own;
    }

    private static @Nullable String notice(AnswerCheck checked, FormTokens.Verdict verdict) {
        if (verdict == FormTokens.Verdict.STALE) {
            return "This page stood open for more than two days. Look through your answers and send them again.";
        }
        boolean empty = checked.filled().isEmpty() && checked.problems().isEmpty();
        return empty ? "Nothing is filled in yet. Answer at least one field." : null;
    }

    private static Set<SpamReason> doubts(
            List<PublishedField> fields, AnswerCheck checked, FormTokens.Verdict verdict, List<String> trap) {
        Set<SpamReason> spamReasons = EnumSet.noneOf(SpamReason.class);
        switch (verdict) {
            case MISSING -> spamReasons.add(SpamReason.NO_TOKEN);
            case FORGED -> spamReasons.add(SpamReason.FORGED_TOKEN);
            case GOOD, STALE -> {}
        }
        if (trap.stream().anyMatch(value -> !value.isBlank())) {
            spamReasons.add(SpamReason.TRAP);
        }
        Set<String> addresses = fields.stream()
                .filter(field -> field.kind() == PublishedField.Kind.URL)
                .map(PublishedField::name)
                .collect(Collectors.toSet());
        long links = checked.filled().stream()
                .filter(filledField -> !addresses.contains(filledField.name()))
                .mapToLong(filledField ->
                        LINK.matcher(filledField.text()).results().count())
                .sum();
        if (links > MOST_LINKS) {
            spamReasons.add(SpamReason.LINKS);
        }
        return spamReasons;
    }

    /**
     * Stores the submission, once per rendered form and answers: submitting twice sends the same key. Equal answers of
     * another visitor have another key, and posts without a key are never treated as duplicates.
     */
    private void keep(
            SiteId site,
            Environment environment,
            PublicRecord form,
            AnswerCheck checked,
            Set<SpamReason> spamReasons,
            @Nullable String key,
            String userAgent) {
        Instant now = time.now();
        String fields = Json.write(checked.filled());
        SubmissionState state = spamReasons.isEmpty() ? SubmissionState.NEW : SubmissionState.SPAM;
        // The state is part of the hash, so that a copy in spam does not block the same answers from the inbox.
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
                .param("id", time.newId())
                .param("form", form.id().value())
                .param("version", form.version())
                .param("title", form.title())
                .param("at", now.atOffset(ZoneOffset.UTC))
                .param("state", state.key())
                .param("fields", fields)
                .param(
                        "doubts",
                        Json.write(spamReasons.stream().map(SpamReason::key).toList()))
                .param("leftOut", Json.write(checked.leftOut()))
                .param("userAgent", SubmittedText.cut(userAgent, LONGEST_USER_AGENT))
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
