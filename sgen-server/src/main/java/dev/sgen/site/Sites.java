package dev.sgen.site;

import dev.sgen.audit.AuditAct;
import dev.sgen.audit.AuditTrail;
import dev.sgen.member.BuiltInRole;
import dev.sgen.member.InstallationRights;
import dev.sgen.member.Members;
import dev.sgen.member.Permission;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.InvalidInput;
import dev.sgen.vocabulary.MemberId;
import dev.sgen.vocabulary.NotFound;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.SiteId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The sites of the installation: which there are, how they are called, on which plan tier they stand. */
@Component
public class Sites {
    /** One installation is one account until a second one is needed; the id is the same on every machine. */
    private static final UUID ACCOUNT = new UUID(0x7000L, 0x8000000000000001L);

    private final JdbcClient jdbc;
    private final TimeAndIds time;
    private final TransactionTemplate transaction;
    private final AuditTrail trail;
    private final Members members;
    private final InstallationRights installationRights;
    private final Hosts hosts;

    public Sites(
            JdbcClient jdbc,
            TimeAndIds time,
            TransactionTemplate transaction,
            AuditTrail trail,
            Members members,
            InstallationRights installationRights,
            Hosts hosts) {
        this.jdbc = jdbc;
        this.time = time;
        this.transaction = transaction;
        this.trail = trail;
        this.members = members;
        this.installationRights = installationRights;
        this.hosts = hosts;
    }

    /** What of a site can be changed; null leaves a value as it is. The key stays: it is in people's bookmarks. */
    public record Change(
            @Nullable String name,
            @Nullable String plan,
            @Nullable String timeZone,
            @Nullable Boolean secondPerson) {
        public Change(@Nullable String name, @Nullable String plan, @Nullable String timeZone) {
            this(name, plan, timeZone, null);
        }
    }

    /**
     * Finds a site by its key or its id. It asks no permission; the use case that follows does.
     *
     * @throws Refused {@link NotFound}
     */
    public Site require(String keyOrId) {
        return find(keyOrId).orElseThrow(() -> new Refused(new NotFound("site")));
    }

    /** The same, empty where there is none. */
    public Optional<Site> find(String keyOrId) {
        boolean key = SiteFields.isKey(keyOrId);
        return jdbc.sql(key ? "SELECT * FROM site WHERE key = :it" : "SELECT * FROM site WHERE id = :it")
                .param("it", key ? keyOrId : SiteId.parse(keyOrId).value())
                .query((row, n) -> read(row))
                .optional();
    }

    /** @throws Refused {@link NotFound} */
    public Site require(SiteId id) {
        return require(id.toString());
    }

    /** The sites on whose roster the actor stands, by name; an installation administrator sees all. */
    public List<Site> visibleTo(Actor actor) {
        MemberId member = actor.memberOrNull();
        UUID token = actor instanceof Actor.Token t ? t.token() : null;
        return jdbc.sql("""
                        SELECT s.* FROM site s
                        WHERE CAST(:member AS uuid) IS NULL
                           OR ((EXISTS (SELECT FROM membership ms WHERE ms.site_id = s.id AND ms.member_id = CAST(:member AS uuid)
                                            AND (ms.accepted_at IS NOT NULL
                                                 OR EXISTS (SELECT FROM token t WHERE t.id = CAST(:token AS uuid) AND t.site_id = s.id)))
                                OR EXISTS (SELECT FROM member m WHERE m.id = CAST(:member AS uuid) AND m.installation_administrator))
                               AND (CAST(:token AS uuid) IS NULL
                                    OR EXISTS (SELECT FROM token t WHERE t.id = CAST(:token AS uuid)
                                               AND (t.site_id IS NULL OR t.site_id = s.id))))
                        ORDER BY lower(s.name), s.key""")
                .param("member", member == null ? null : member.toString())
                .param("token", token == null ? null : token.toString())
                .query((row, n) -> read(row))
                .list();
    }

    /**
     * The site as the actor may see it.
     *
     * @throws Refused {@link NotFound} also for a site that is not theirs (MULTI-7)
     */
    public Site visible(Actor actor, String keyOrId) {
        Site site = require(keyOrId);
        members.permit(actor, site.id(), Permission.READ, null);
        return site;
    }

    /**
     * Makes a site with both environments empty at revision 0; whoever makes it is its first administrator,
     * the installation's first one where the platform makes it.
     *
     * @param key two to forty small letters, digits and hyphens; it becomes the default host name
     * @param plan the plan tier's word
     * @throws Refused forbidden for anyone but an installation administrator; {@link InvalidInput}; {@link NameTaken}
     */
    public Site create(Actor actor, String key, String name, String plan) {
        return create(actor, key, name, plan, "UTC");
    }

    /** The same in a time zone of the IANA list. */
    public Site create(Actor actor, String key, String name, String plan, String timeZone) {
        String role = installationRights.permit(actor);
        Site site = new Site(
                new SiteId(time.newId()),
                SiteFields.key(key),
                SiteFields.name(name),
                SiteFields.plan(plan),
                SiteFields.zone(timeZone),
                false,
                time.now(),
                ACCOUNT);
        transaction.executeWithoutResult(tx -> insert(actor, role, site));
        hosts.forget();
        return site;
    }

    private void insert(Actor actor, String role, Site site) {
        try {
            jdbc.sql("""
                            WITH account AS (
                                INSERT INTO account (id, name, created_at) VALUES (:account, 'Installation', :now)
                                ON CONFLICT (id) DO NOTHING
                            ), made AS (
                                INSERT INTO site (id, account_id, key, name, plan, time_zone, created_at)
                                VALUES (:id, :account, :key, :name, :plan, :zone, :now)
                            ), environments AS (
                                INSERT INTO environment_state (site_id, environment, revision, changed_at)
                                SELECT :id, e, 0, :now FROM unnest(ARRAY['staging', 'live']) e
                            )
                            INSERT INTO membership (site_id, member_id, role, created_at, accepted_at)
                            SELECT :id, m.id, :role, :now, :now FROM member m
                            WHERE m.id = coalesce(CAST(:member AS uuid), (
                                SELECT a.id FROM member a WHERE a.installation_administrator ORDER BY a.id LIMIT 1))""")
                    .param("account", ACCOUNT)
                    .param("id", site.id().value())
                    .param("key", site.key())
                    .param("name", site.name())
                    .param("plan", site.plan())
                    .param("zone", site.timeZone())
                    .param("now", site.createdAt().atOffset(ZoneOffset.UTC))
                    .param("role", BuiltInRole.ADMINISTRATOR.key())
                    .param("member", Objects.toString(actor.memberOrNull(), null))
                    .update();
        } catch (DuplicateKeyException taken) {
            throw new Refused(new NameTaken("key", site.key()), taken);
        }
        trail.append(AuditAct.onSite(
                site.id(),
                SiteOperations.SITE_CREATE,
                time.newId(),
                actor,
                role,
                Map.of("key", site.key(), "name", site.name(), "plan", site.plan())));
    }

    /**
     * Changes name, plan tier, time zone, or whether a second person must agree to a promotion; that only who
     * manages members may, since it binds those who hold the settings too. The plan is a contract with the installation, so only an
     * installation administrator moves it.
     *
     * @throws Refused forbidden; {@link InvalidInput}
     */
    public Site change(Actor actor, SiteId id, Change change) {
        String role = members.permit(actor, id, Permission.SETTINGS, null);
        if (change.plan() != null) {
            installationRights.permit(actor);
        }
        if (change.secondPerson() != null) {
            members.permit(actor, id, Permission.MEMBERS, null);
        }
        Site changed = transaction.execute(tx -> {
            Site before = lock(id);
            Site after = new Site(
                    id,
                    before.key(),
                    change.name() == null ? before.name() : SiteFields.name(change.name()),
                    change.plan() == null ? before.plan() : SiteFields.plan(change.plan()),
                    change.timeZone() == null ? before.timeZone() : SiteFields.zone(change.timeZone()),
                    Objects.requireNonNullElse(change.secondPerson(), before.secondPerson()),
                    before.createdAt(),
                    before.account());
            if (!after.equals(before)) {
                write(after);
                trail.append(AuditAct.onSite(
                        id, SiteOperations.SITE_CHANGE, time.newId(), actor, role, differences(before, after)));
            }
            return after;
        });
        hosts.forget();
        return changed;
    }

    private Site lock(SiteId id) {
        return jdbc.sql("SELECT * FROM site WHERE id = :id FOR UPDATE")
                .param("id", id.value())
                .query((row, n) -> read(row))
                .single();
    }

    private void write(Site site) {
        jdbc.sql(
                        "UPDATE site SET name = :name, plan = :plan, time_zone = :zone, second_person = :second WHERE id = :id")
                .param("name", site.name())
                .param("plan", site.plan())
                .param("zone", site.timeZone())
                .param("second", site.secondPerson())
                .param("id", site.id().value())
                .update();
    }

    private static Map<String, Object> differences(Site before, Site after) {
        Map<String, Object> out = new LinkedHashMap<>();
        note(out, "name", before.name(), after.name());
        note(out, "plan", before.plan(), after.plan());
        note(out, "timeZone", before.timeZone(), after.timeZone());
        note(out, "secondPerson", String.valueOf(before.secondPerson()), String.valueOf(after.secondPerson()));
        return out;
    }

    private static void note(Map<String, Object> out, String field, String before, String after) {
        if (!before.equals(after)) {
            out.put(field, Map.of("before", before, "after", after));
        }
    }

    static Site read(ResultSet row) throws SQLException {
        return new Site(
                new SiteId(row.getObject("id", UUID.class)),
                row.getString("key"),
                row.getString("name"),
                row.getString("plan"),
                row.getString("time_zone"),
                row.getBoolean("second_person"),
                row.getTimestamp("created_at").toInstant(),
                row.getObject("account_id", UUID.class));
    }
}
