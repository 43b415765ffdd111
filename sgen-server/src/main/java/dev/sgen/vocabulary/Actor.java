package dev.sgen.vocabulary;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whoever performs an operation. It is always handed over, never found in the surroundings. */
public sealed interface Actor {
    /** The name as the audit trail keeps it. */
    String name();

    /** A person who signed in. */
    record Operator(MemberId member, String name) implements Actor {}

    /**
     * A program with a member's token. It can never do more than the member.
     *
     * @param limits what the token is narrowed to, as {@code permission:environment} words; empty means
     *     all that the member may
     */
    record Token(UUID token, MemberId member, String name, Set<String> limits) implements Actor {}

    /**
     * The platform itself, on nobody's click: a trigger that fires, a command on the server's own terminal.
     *
     * @param originating the member who asked for it earlier, if one did
     * @param token the token by which they asked, under whose limits it is carried out, if it was one
     */
    record Platform(
            @Nullable MemberId originating,
            @Nullable String originatingName,
            @Nullable UUID token) implements Actor {
        public Platform(@Nullable MemberId originating, @Nullable String originatingName) {
            this(originating, originatingName, null);
        }

        @Override
        public String name() {
            return "SGEN";
        }
    }

    /** The platform acting for no one in particular. */
    static Actor platform() {
        return new Platform(null, null, null);
    }

    /** The name of the person behind the actor: of whoever asked earlier where the platform carries it out, else its own. */
    default String personName() {
        return this instanceof Platform p && p.originatingName() != null ? p.originatingName() : name();
    }

    /** The member behind the actor, or null where only the platform stands. */
    default @Nullable MemberId memberOrNull() {
        return switch (this) {
            case Operator o -> o.member();
            case Token t -> t.member();
            case Platform p -> p.originating();
        };
    }
}
