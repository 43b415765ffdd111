package dev.sgen.member;

import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.MemberId;
import dev.sgen.vocabulary.SiteId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * In whose name something will happen by itself on a site (invariants 10 and 26).
 *
 * @param token the token by which the moment was set, under whose limits it is carried out; null for the member alone
 */
public record Originator(
        SiteId site, MemberId member, @Nullable UUID token) {

    /** The token by which an actor acts, now or at a moment that was set by it; null for a member alone. */
    public static @Nullable UUID tokenOf(Actor actor) {
        return switch (actor) {
            case Actor.Token t -> t.token();
            case Actor.Platform p -> p.token();
            case Actor.Operator o -> null;
        };
    }
}
