package dev.sgen.member;

import dev.sgen.vocabulary.MemberId;
import dev.sgen.vocabulary.SiteId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A token as listed; it doesn't contain the secret.
 *
 * @param hint the last four characters of the secret
 * @param site the site it is limited to, or null for all sites of its member
 * @param limits the grants it is limited to, written {@code permission:environment[:type]}; empty for all that the
 *     member holds
 * @param lastUsedAt accurate to about a minute; null if never used
 * @param approvedOnly whether it may promote only what a person approved
 */
public record TokenEntry(
        UUID id,
        MemberId member,
        String memberName,
        @Nullable SiteId site,
        String name,
        String hint,
        List<String> limits,
        Instant createdAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant expiresAt,
        boolean approvedOnly) {

    /**
     * A token that was just created.
     *
     * @param secret the token itself, returned this once
     */
    public record Minted(TokenEntry entry, String secret) {
        @Override
        public String toString() {
            return "Minted[" + entry + "]";
        }
    }
}
