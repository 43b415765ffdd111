package dev.sgen.member;

import dev.sgen.vocabulary.MemberId;
import dev.sgen.vocabulary.SiteId;
import org.jspecify.annotations.Nullable;

/**
 * Somebody was put on a roster, or invited again. Heard inside the transaction that does it, so that what a
 * listener writes stands or falls with it.
 *
 * @param secret of the one-time link by which they open their account; null if they have one
 * @param by name of who invites them
 */
public record Invited(
        SiteId site,
        MemberId member,
        String email,
        String name,
        String role,
        @Nullable String secret,
        String by) {
    @Override
    public String toString() {
        return "Invited[" + member + "]";
    }
}
