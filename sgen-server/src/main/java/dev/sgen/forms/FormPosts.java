package dev.sgen.forms;

import dev.sgen.site.Site;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.SiteId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The door for whoever answers visitors: what a form carries when it is drawn, and what becomes of a post. */
@Component
public class FormPosts {
    /** The longest body of a post, in bytes. */
    public static final int MAX_BODY = 64 * 1024;

    private final Submissions submissions;

    FormPosts(Submissions submissions) {
        this.submissions = submissions;
    }

    /** What a form that is drawn today carries beyond its fields; it is good for two more days. */
    public HiddenFormFields guard(SiteId site, Environment environment, RecordId form, JsonNode content) {
        return submissions.guard(site, environment, form, content);
    }

    /**
     * A token for one more drawing of a form, with a key that none had before: the same form sent twice is told by it
     * from two people's answers. Waits for nothing.
     */
    public String token(SiteId site, Environment environment, RecordId form) {
        return submissions.token(site, environment, form);
    }

    /**
     * Takes a post to {@code /_forms/{record}} on a site's host.
     *
     * @param body at most {@link #MAX_BODY} bytes; a longer one is refused
     * @param remoteAddress the connection's address, as a literal
     */
    public PostOutcome post(
            Site site,
            Environment environment,
            String recordId,
            @Nullable String contentType,
            byte[] body,
            String remoteAddress,
            @Nullable String userAgent) {
        if (body.length > MAX_BODY) {
            return new PostOutcome.Unreadable(413, "A form may carry 64 KB. Shorten the answers and send them again.");
        }
        Optional<Map<String, List<String>>> sent = FormBody.read(contentType, body);
        if (sent.isEmpty()) {
            return FormBody.known(contentType)
                    ? new PostOutcome.Unreadable(
                            400, "What was sent can't be read. Go back to the form and send it again.")
                    : new PostOutcome.Unreadable(
                            415, "A form is sent as application/x-www-form-urlencoded, without files.");
        }
        Submissions.Origin origin = new Submissions.Origin(remoteAddress, userAgent == null ? "" : userAgent);
        return id(recordId)
                .map(id -> submissions.receive(site.id(), environment, id, sent.get(), origin))
                .orElseGet((Supplier<PostOutcome>) PostOutcome.Absent::new);
    }

    private static Optional<RecordId> id(String text) {
        try {
            return Optional.of(RecordId.parse(text));
        } catch (Refused noId) {
            return Optional.empty();
        }
    }
}
