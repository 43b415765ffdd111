package dev.sgen.member;

import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.MemberId;
import dev.sgen.vocabulary.SiteId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The member, and perhaps the token, in whose name something happens by itself on a site (invariants 10 and 26).
 *
 * @param token the token by which the moment was set; its limits apply when it is carried out. Null if no token was
 *     used
 */
public record Originator(
        SiteId site, MemberId member, @Nullable UUID token) {

    /** The token by which an actor acts, or by which the moment that now fires was set; null if there is none. */
    public static @Nullable UUID tokenOf(Actor actor) {
        return switch (actor) {
            case Actor.Token t -> t.token();
            case Actor.Platform p -> p.token();
            case Actor.Operator o -> null;
        };
    }
}
