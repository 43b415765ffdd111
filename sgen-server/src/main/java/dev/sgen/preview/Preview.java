package dev.sgen.preview;

import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.MemberId;
import dev.sgen.vocabulary.SiteId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A link to what visitors don't see. Its secret isn't here: nobody can read a link back.
 *
 * @param path where it begins
 * @param by whose right it stands on; null where the platform made it
 */
public record Preview(
        UUID id,
        SiteId site,
        Environment environment,
        Scene scene,
        String path,
        Instant createdAt,
        @Nullable MemberId by,
        String byName,
        Instant expiresAt) {}
