package dev.sgen.preview;

import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.MemberId;
import dev.sgen.vocabulary.SiteId;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A link that shows unpublished content. It does not contain the secret of the link, which is stored only as a hash.
 *
 * @param path the path at which the link starts
 * @param by the member whose rights apply; null if the platform made it
 * @param token the token it was made with, whose limits apply and with which the link ends, or null
 * @param bothRead whether its content belongs to the other environment too or only, so that its maker must be allowed
 *     to read both
 * @param expiresAt when it ends, UTC
 */
public record Preview(
        UUID id,
        SiteId site,
        Environment environment,
        PreviewScene scene,
        String path,
        Instant createdAt,
        @Nullable MemberId by,
        String byName,
        @Nullable UUID token,
        boolean bothRead,
        Instant expiresAt) {
    /** The actor whose rights apply when the link is used. */
    Actor maker() {
        if (by == null) {
            return Actor.platform();
        }
        return token == null ? new Actor.Operator(by, byName) : new Actor.Token(token, by, byName, Set.of());
    }
}
