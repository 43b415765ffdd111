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

/** The entry point for the delivery module: hidden fields of a rendered form, and handling of posts. */
@Component
public class FormPosts {
    /** The maximum size of a post body, in bytes. */
    public static final int MAX_BODY = 64 * 1024;

    private final Submissions submissions;

    FormPosts(Submissions submissions) {
        this.submissions = submissions;
    }

    /** The hidden fields of a form rendered today. They are valid for two more days. */
    public HiddenFormFields guard(SiteId site, Environment environment, RecordId form, JsonNode content) {
        return submissions.guard(site, environment, form, content);
    }

    /**
     * A token for one rendering of a form, with a unique key, which distinguishes a repeated submit from equal answers
     * of another visitor. Never blocks.
     */
    public String token(SiteId site, Environment environment, RecordId form) {
        return submissions.token(site, environment, form);
    }

    /**
     * Handles a post to {@code /_forms/{record}} on a site's host.
     *
     * @param body at most {@link #MAX_BODY} bytes; a longer one is refused
     * @param remoteAddress the client's IP address as a literal
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
