package dev.sgen.member;

import dev.sgen.vocabulary.MemberId;
import dev.sgen.vocabulary.SiteId;

/**
 * Somebody was put on a roster, or invited again. Heard inside the transaction that does it, so that what a
 * listener writes stands or falls with it.
 *
 * @param secret of the one-time link by which they accept
 * @param mailed whether the link goes to the address and nowhere else
 * @param by name of who invites them
 */
public record Invited(
        SiteId site,
        MemberId member,
        String email,
        String name,
        String role,
        String secret,
        boolean mailed,
        String by) {
    @Override
    public String toString() {
        return "Invited[" + member + "]";
    }
}
