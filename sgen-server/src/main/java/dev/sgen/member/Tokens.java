package dev.sgen.member;

import dev.sgen.audit.AuditAct;
import dev.sgen.audit.AuditTrail;
import dev.sgen.audit.Operation;
import dev.sgen.member.MemberRefusal.BeyondOwnRights;
import dev.sgen.member.MemberRefusal.NotNow;
import dev.sgen.member.TokenEntry.Minted;
import dev.sgen.platform.Json;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.InvalidInput;
import dev.sgen.vocabulary.MemberId;
import dev.sgen.vocabulary.NotFound;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.SiteId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Creates, lists, revokes and authenticates the tokens of programs. A token belongs to a member and can do at most what
 * the member may at the moment of each call. Only the SHA-256 of the secret is stored.
 */
@Component
public class Tokens {
    private static final int MAX_NAME = 120;
    private static final int MIN_BOOTSTRAP = 20;
    private static final int MAX_SECRET = 200;
    private static final Duration USE_NOTED_EVERY = Duration.ofMinutes(1);
    private static final String BOOTSTRAP = "SGEN_ADMIN_TOKEN";

    private final JdbcClient jdbc;
    private final TokenRows rows;
    private final TimeAndIds time;
    private final TransactionTemplate transaction;
    private final AuditTrail trail;
    private final Members members;

    public Tokens(
            JdbcClient jdbc, TimeAndIds time, TransactionTemplate transaction, AuditTrail trail, Members members) {
        this.jdbc = jdbc;
        this.rows = new TokenRows(jdbc);
        this.time = time;
        this.transaction = transaction;
        this.trail = trail;
        this.members = members;
    }

    /**
     * The properties of a token to be created.
     *
     * @param member its owner; null for the actor. Another member's token can be created only for a program's account,
     *     which has no password: nobody acts in another person's name
     * @param limits written {@code permission:environment} or {@code permission:environment:type}; empty for all that
     *     the member may
     * @param expiresAt null for never
     * @param approvedOnly whether it may promote only what a person approved
     */
    public record Wish(
            String name,
            @Nullable MemberId member,
            List<String> limits,
            @Nullable Instant expiresAt,
            boolean approvedOnly) {
        public Wish(String name, @Nullable MemberId member, List<String> limits, @Nullable Instant expiresAt) {
            this(name, member, limits, expiresAt, false);
        }
    }

    /** The actor of this secret; empty if it is revoked, expired or unknown, without telling these apart. */
    public Optional<Actor> authenticate(String secret) {
        if (secret.length() < MIN_BOOTSTRAP
                || secret.length() > MAX_SECRET
                || (secret.startsWith(TokenText.PREFIX) && !TokenText.wellFormed(secret))) {
            return Optional.empty();
        }
        Instant now = time.now();
        return jdbc.sql("""
                        WITH found AS (
                            SELECT t.id, t.member_id, t.name, t.limits, m.name AS member_name
                            FROM token t JOIN member m ON m.id = t.member_id
                            WHERE t.hash = :hash AND t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > :now)
                        ), noted AS (
                            UPDATE token t SET last_used_at = :now FROM found f
                            WHERE t.id = f.id AND (t.last_used_at IS NULL OR t.last_used_at < :stale)
                        )
                        SELECT * FROM found""")
                .param("hash", Json.sha256(secret))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("stale", now.minus(USE_NOTED_EVERY).atOffset(ZoneOffset.UTC))
                .query((row, n) -> (Actor) new Actor.Token(
                        row.getObject("id", UUID.class),
                        new MemberId(row.getObject("member_id", UUID.class)),
                        row.getString("member_name") + " (" + row.getString("name") + ")",
                        Set.copyOf(Members.words(row, "limits"))))
                .optional();
    }

    /**
     * Creates a token for one site.
     *
     * @throws Refused if the actor is no member; or if it is for another member, unless the actor manages members,
     *     holds all that the member holds, and the member is a program's account
     */
    public Minted create(Actor actor, SiteId site, Wish wish) {
        String role = members.permit(actor, site, Permission.READ, null);
        MemberId owner = Objects.requireNonNullElse(wish.member(), self(actor));
        if (!owner.equals(actor.memberOrNull())) {
            requireProgram(actor, site, owner);
        }
        return insert(actor, role, owner, site, wish);
    }

    /** Creates a token of the actor's own that is valid on all their sites. */
    public Minted create(Actor actor, Wish wish) {
        MemberId owner = self(actor);
        if (wish.member() != null && !wish.member().equals(owner)) {
            throw new Refused(new InvalidInput("/member", "Make another member's token on a site of theirs."));
        }
        return insert(actor, null, owner, null, wish);
    }

    /** The actor's own tokens, of all their sites. */
    public List<TokenEntry> own(Actor actor) {
        return rows.standing(null, self(actor));
    }

    /** The tokens limited to this site: those of everybody if the actor manages members, else the actor's own. */
    public List<TokenEntry> onSite(Actor actor, SiteId site) {
        members.permit(actor, site, Permission.READ, null);
        boolean all = members.rights(actor, site).allow(Permission.MEMBERS, null);
        return all ? rows.standing(site, null) : rows.standing(site, self(actor));
    }

    /**
     * Revokes a token of the actor's own, or of any member of a site whose members the actor manages.
     *
     * @param site the site the token is limited to, or null for one of the actor's own
     * @throws Refused {@link NotFound}
     */
    public void revoke(Actor actor, @Nullable SiteId site, UUID token) {
        List<TokenEntry> reachable = site == null ? own(actor) : onSite(actor, site);
        TokenEntry entry = reachable.stream()
                .filter(t -> t.id().equals(token))
                .findFirst()
                .orElseThrow(() -> new Refused(new NotFound("token")));
        String role = site == null ? null : members.permit(actor, site, Permission.READ, null);
        transaction.executeWithoutResult(tx -> {
            int revoked = jdbc.sql("UPDATE token SET revoked_at = :now WHERE id = :id AND revoked_at IS NULL")
                    .param("now", time.now().atOffset(ZoneOffset.UTC))
                    .param("id", token)
                    .update();
            if (revoked == 1) {
                append(actor, role, MemberOperations.TOKEN_REVOKE, entry);
            }
        });
    }

    /**
     * Makes the value of a setting a token of the member, and revokes the one made from an earlier value of the
     * setting. A token that was revoked by hand stays revoked.
     *
     * @param secret at least 20 characters; stored as a hash
     * @throws Refused {@link InvalidInput} if it is shorter
     */
    public void bootstrap(Actor.Platform actor, MemberId member, String secret) {
        if (secret.length() < MIN_BOOTSTRAP || secret.length() > MAX_SECRET) {
            throw new Refused(new InvalidInput(
                    "/" + BOOTSTRAP, BOOTSTRAP + " needs " + MIN_BOOTSTRAP + " to " + MAX_SECRET + " characters."));
        }
        TokenEntry entry = entry(member, null, new Wish(BOOTSTRAP, member, List.of(), null), secret);
        transaction.executeWithoutResult(tx -> {
            jdbc.sql("""
                            UPDATE token SET revoked_at = :now
                            WHERE name = :name AND site_id IS NULL AND revoked_at IS NULL AND hash <> :hash""")
                    .param("now", entry.createdAt().atOffset(ZoneOffset.UTC))
                    .param("name", BOOTSTRAP)
                    .param("hash", Json.sha256(secret))
                    .update();
            if (rows.insert(entry, secret) == 1) {
                append(actor, null, MemberOperations.TOKEN_CREATE, entry);
            }
        });
    }

    private Minted insert(Actor actor, @Nullable String role, MemberId owner, @Nullable SiteId site, Wish wish) {
        check(wish);
        if (actor instanceof Actor.Token t) {
            requireUnlimited(t);
        }
        String secret = TokenText.mint(time);
        TokenEntry entry = entry(owner, site, wish, secret);
        transaction.executeWithoutResult(tx -> {
            rows.insert(entry, secret);
            append(actor, role, MemberOperations.TOKEN_CREATE, entry);
        });
        return new Minted(entry, secret);
    }

    private TokenEntry entry(MemberId owner, @Nullable SiteId site, Wish wish, String secret) {
        return new TokenEntry(
                time.newId(),
                owner,
                Person.byId(jdbc, owner).map(Person::name).orElseThrow(() -> new Refused(new NotFound("member"))),
                site,
                wish.name().strip(),
                TokenText.lastFour(secret),
                wish.limits().stream().distinct().sorted().toList(),
                time.now(),
                null,
                wish.expiresAt(),
                wish.approvedOnly());
    }

    private void check(Wish wish) {
        if (!Person.isName(wish.name())) {
            throw new Refused(new InvalidInput("/name", "Give the token a name of 1 to " + MAX_NAME + " characters."));
        }
        List<String> unknown =
                wish.limits().stream().filter(w -> Grant.ofWord(w).isEmpty()).toList();
        if (!unknown.isEmpty()) {
            throw new Refused(new InvalidInput(
                    "/limits", "No such permission: " + String.join(", ", unknown) + ". GET /permissions lists them."));
        }
        Instant expiry = wish.expiresAt();
        if (expiry != null && !expiry.isAfter(time.now())) {
            throw new Refused(new InvalidInput("/expiresAt", "Choose a moment in the future."));
        }
    }

    /** Refuses a limited or expiring token, which could otherwise create itself a less limited one. */
    private void requireUnlimited(Actor.Token token) {
        boolean unlimited =
                jdbc.sql("""
                        SELECT EXISTS (SELECT FROM token WHERE id = :id AND limits = '{}' AND site_id IS NULL
                                       AND expires_at IS NULL AND revoked_at IS NULL AND NOT approved_only)""").param("id", token.token()).query(Boolean.class).single();
        if (!unlimited) {
            throw new Refused(new Forbidden("of a narrowed or expiring token", "make tokens", null));
        }
    }

    private void requireProgram(Actor actor, SiteId site, MemberId owner) {
        members.permit(actor, site, Permission.MEMBERS, null);
        Rights theirs = members.rights(new Actor.Platform(owner, null), site);
        Rights own = members.rights(actor, site);
        if (!own.cover(theirs.grants())) {
            throw new Refused(new BeyondOwnRights(Grant.words(own.missing(theirs.grants()))));
        }
        if (Person.byId(jdbc, owner).map(Person::passwordHash).isPresent()) {
            throw new Refused(
                    new NotNow(
                            "This member signs in with a password and makes tokens alone. Add a member without one for a program."));
        }
    }

    private static MemberId self(Actor actor) {
        MemberId self = actor.memberOrNull();
        if (self == null) {
            throw new Refused(new InvalidInput("/member", "Say whose token it shall be."));
        }
        return self;
    }

    private void append(Actor actor, @Nullable String role, Operation operation, TokenEntry entry) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("token", entry.id().toString());
        details.put("name", entry.name());
        details.put("member", entry.member().toString());
        details.put("memberName", entry.memberName());
        details.put("limits", entry.limits());
        if (entry.approvedOnly()) {
            details.put("approvedOnly", true);
        }
        if (entry.expiresAt() != null) {
            details.put("expiresAt", entry.expiresAt().toString());
        }
        SiteId site = Objects.requireNonNullElse(entry.site(), InstallationRights.TRAIL);
        trail.append(AuditAct.onSite(site, operation, time.newId(), actor, role, details));
    }
}
