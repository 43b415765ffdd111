package dev.sgen.member;

import dev.sgen.vocabulary.MemberId;
import dev.sgen.vocabulary.SiteId;

/**
 * A member was invited to a site, for the first time or again. Published inside the transaction, so that what a
 * listener writes is committed or rolled back with it.
 *
 * @param secret secret of the one-time link by which they accept
 * @param mailed whether the link is sent to the address only
 * @param by name of the inviter
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
