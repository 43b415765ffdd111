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
 * A link to what visitors don't see. Its secret isn't here: nobody can read a link back.
 *
 * @param path where it begins
 * @param by whose right it stands on; null where the platform made it
 * @param token the token it was made with, whose limits are its own and with which it ends; null for none
 * @param bothRead whether what it shows stands in the other environment too or alone, so that its maker must be
 *     allowed to read both
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
    /** On whose right somebody looks. */
    Actor maker() {
        if (by == null) {
            return Actor.platform();
        }
        return token == null ? new Actor.Operator(by, byName) : new Actor.Token(token, by, byName, Set.of());
    }
}
