package dev.sgen.member;

import dev.sgen.vocabulary.MemberId;
import dev.sgen.vocabulary.SiteId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A token as its owner sees it afterwards: never the secret.
 *
 * @param hint the last four characters
 * @param site the one site it is good for, or null for all of its member's
 * @param limits {@code permission:environment[:type]} words it is narrowed to; empty for all that the member may
 * @param lastUsedAt to the minute or so; null if never
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
     * A token just made.
     *
     * @param secret the token itself, told this once
     */
    public record Minted(TokenEntry entry, String secret) {
        @Override
        public String toString() {
            return "Minted[" + entry + "]";
        }
    }
}
