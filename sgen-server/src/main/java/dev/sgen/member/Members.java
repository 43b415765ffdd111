package dev.sgen.member;

import dev.sgen.platform.Json;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.MemberId;
import dev.sgen.vocabulary.NotFound;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.SiteId;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Decides whether an actor may do something on a site now. Every use case calls it first. Nothing is cached, so that a
 * revoked role is refused from the next call on (ROLE-14, T24).
 */
@Component
public class Members {
    /** The role that audit entries name when the platform acts in nobody's name. */
    static final String PLATFORM = "platform";

    private final JdbcClient jdbc;
    private final TimeAndIds time;

    public Members(JdbcClient jdbc, TimeAndIds time) {
        this.jdbc = jdbc;
        this.time = time;
    }

    /**
     * Passes if the actor holds the permission, else refuses. A trigger is judged by what its originator may do when it
     * fires, not when it was set (invariant 10).
     *
     * @param environment the environment, or null for an operation on the site as a whole (see {@link Rights#allow})
     * @return the actor's role on the site, for the audit entry
     * @throws Refused {@link NotFound} if the actor has no access to the site, {@link Forbidden} if the role doesn't
     *     hold the permission
     */
    public String permit(Actor actor, SiteId site, Permission permission, @Nullable Environment environment) {
        Rights rights = rights(actor, site);
        rights.require(permission, environment);
        return rights.role();
    }

    /**
     * The same for records of certain types.
     *
     * @throws Refused as above; {@link Forbidden} names the type
     */
    public String permit(
            Actor actor, SiteId site, Permission permission, Environment environment, Collection<String> types) {
        Rights rights = rights(actor, site);
        rights.require(permission, environment, types);
        return rights.role();
    }

    /**
     * All that the actor may do on the site, for faces that show only the actions that are possible.
     *
     * @throws Refused {@link NotFound} if the actor has no access to the site; {@link OriginatorGone} if the platform
     *     acts for an originator who has lost access
     */
    public Rights rights(Actor actor, SiteId site) {
        MemberId member = actor.memberOrNull();
        if (member == null) {
            return new Rights(PLATFORM, Grant.all());
        }
        UUID token = Originator.tokenOf(actor);
        return find(site, member, token, actor instanceof Actor.Platform)
                .map(found -> actor instanceof Actor.Token t ? found.narrowedTo(t.limits()) : found)
                .orElseThrow(() -> new Refused(
                        actor instanceof Actor.Platform p
                                ? gone(new Originator(site, member, token), p.originatingName())
                                : new NotFound("site")));
    }

    /** Those originators in whose name nothing may happen any more. Costs one statement, however many are given. */
    public Set<Originator> gone(Collection<Originator> originators) {
        if (originators.isEmpty()) {
            return Set.of();
        }
        List<Map<String, Object>> rows = originators.stream()
                .map(o -> {
                    Map<String, Object> row = new HashMap<>();
                    row.put("site", o.site().toString());
                    row.put("member", o.member().toString());
                    row.put("token", o.token() == null ? null : o.token().toString());
                    return row;
                })
                .toList();
        return new HashSet<>(jdbc.sql("""
                        SELECT o.site, o.member, o.token
                        FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS o(site uuid, member uuid, token uuid)
                        WHERE NOT EXISTS (SELECT FROM member m WHERE m.id = o.member AND (m.installation_administrator
                                  OR EXISTS (SELECT FROM membership ms WHERE ms.site_id = o.site AND ms.member_id = m.id)))
                           OR o.token IS NOT NULL AND NOT EXISTS (
                                  SELECT FROM token t WHERE t.id = o.token AND t.member_id = o.member
                                  AND (t.site_id IS NULL OR t.site_id = o.site)
                                  AND t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > :now))""")
                .param("rows", Json.write(rows))
                .param("now", time.now().atOffset(ZoneOffset.UTC))
                .query((row, n) -> new Originator(
                        new SiteId(row.getObject("site", UUID.class)),
                        new MemberId(row.getObject("member", UUID.class)),
                        row.getObject("token", UUID.class)))
                .list());
    }

    /** Says in words why nothing may happen in this originator's name any more. */
    private OriginatorGone gone(Originator originator, @Nullable String name) {
        String called = Objects.requireNonNullElse(name, "Who set this");
        UUID token = originator.token();
        if (token != null
                && find(originator.site(), originator.member(), null, true).isPresent()) {
            return jdbc.sql("SELECT name, revoked_at IS NULL AS expired FROM token WHERE id = :id")
                    .param("id", token)
                    .query((row, n) -> new OriginatorGone(
                            "The token “" + row.getString("name") + "”",
                            row.getBoolean("expired") ? "has expired" : "was revoked"))
                    .optional()
                    .orElseGet(() -> new OriginatorGone("The token of " + called, "was revoked"));
        }
        return new OriginatorGone(called, "isn't a member of this site any more");
    }

    /**
     * A membership that waits for acceptance gives no rights to the person's sessions or tokens. It does give rights to
     * a program that uses a token of this site, and to what such a program scheduled there (A3).
     */
    private Optional<Rights> find(SiteId site, MemberId member, @Nullable UUID token, boolean scheduled) {
        return jdbc.sql("""
                        SELECT m.installation_administrator, ms.role, r.grants, t.limits, coalesce(t.approved_only, false) AS approved_only
                        FROM site s
                        JOIN member m ON m.id = :member
                        LEFT JOIN membership ms ON ms.site_id = s.id AND ms.member_id = m.id
                        LEFT JOIN role r ON r.site_id = s.id AND r.key = ms.role
                        LEFT JOIN token t ON t.id = CAST(:token AS uuid) AND t.member_id = m.id
                             AND (t.site_id IS NULL OR t.site_id = s.id)
                             AND t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > :now)
                        WHERE s.id = :site
                          AND (m.installation_administrator
                               OR ms.role IS NOT NULL AND (ms.accepted_at IS NOT NULL OR t.site_id = s.id OR :scheduled))
                          AND (CAST(:token AS uuid) IS NULL OR t.id IS NOT NULL)""")
                .param("site", site.value())
                .param("member", member.value())
                .param("token", token == null ? null : token.toString())
                .param("scheduled", scheduled)
                .param("now", time.now().atOffset(ZoneOffset.UTC))
                .query((row, n) -> read(row))
                .optional();
    }

    static Rights read(ResultSet row) throws SQLException {
        String role =
                row.getBoolean("installation_administrator") ? BuiltInRole.ADMINISTRATOR.key() : row.getString("role");
        Set<Grant> grants =
                BuiltInRole.ofKey(role).map(BuiltInRole::grants).orElse(Grant.ofWords(words(row, "grants")));
        return new Rights(role, grants).narrowedTo(words(row, "limits")).onlyApproved(row.getBoolean("approved_only"));
    }

    static List<String> words(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }
}
