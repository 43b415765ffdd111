package dev.sgen.member;

import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.MemberId;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.SiteId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Checks the rights that concern the whole installation, not one site: creating sites, changing plan tiers, reading the
 * sign-in audit trail.
 */
@Component
public class InstallationRights {
    /** The id of the audit trail for operations outside any site, such as sign-ins. Never the id of a site. */
    public static final SiteId TRAIL = new SiteId(new UUID(0, 0));

    private final JdbcClient jdbc;

    public InstallationRights(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Passes for installation administrators and the platform. A token passes for its member only if it has no limits
     * at all.
     *
     * @return the role's name for the audit entry
     * @throws Refused {@link Forbidden}
     */
    public String permit(Actor actor) {
        MemberId member = actor.memberOrNull();
        if (member == null) {
            return Members.PLATFORM;
        }
        UUID token = actor instanceof Actor.Token t ? t.token() : null;
        if (!isAdministrator(member, token)) {
            throw new Refused(new Forbidden("of this member", "manage the installation", null));
        }
        return BuiltInRole.ADMINISTRATOR.key();
    }

    /** Whether a signed-in person is an administrator of the installation. */
    public boolean administers(Actor.Operator person) {
        return isAdministrator(person.member(), null);
    }

    private boolean isAdministrator(MemberId member, @Nullable UUID token) {
        return jdbc.sql("""
                        SELECT EXISTS (
                            SELECT FROM member m WHERE m.id = :member AND m.installation_administrator
                              AND (CAST(:token AS uuid) IS NULL
                                   OR EXISTS (SELECT FROM token t WHERE t.id = CAST(:token AS uuid) AND t.member_id = m.id
                                              AND t.site_id IS NULL AND t.limits = '{}' AND t.revoked_at IS NULL)))""")
                .param("member", member.value())
                .param("token", token == null ? null : token.toString())
                .query(Boolean.class)
                .single();
    }
}
