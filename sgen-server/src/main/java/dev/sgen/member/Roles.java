package dev.sgen.member;

import dev.sgen.audit.AuditAct;
import dev.sgen.audit.AuditTrail;
import dev.sgen.audit.Operation;
import dev.sgen.member.MemberRefusal.BeyondOwnRights;
import dev.sgen.member.MemberRefusal.NotNow;
import dev.sgen.platform.Json;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.InvalidInput;
import dev.sgen.vocabulary.NotFound;
import dev.sgen.vocabulary.Plan;
import dev.sgen.vocabulary.PlanLimit;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.SiteId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The roles of a site: the built-in ones, and those that the site defines itself from single grants (ROLE-4). */
@Component
public class Roles {
    private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9-]{1,39}");

    private final JdbcClient jdbc;
    private final TimeAndIds time;
    private final TransactionTemplate transaction;
    private final AuditTrail trail;
    private final Members members;

    public Roles(JdbcClient jdbc, TimeAndIds time, TransactionTemplate transaction, AuditTrail trail, Members members) {
        this.jdbc = jdbc;
        this.time = time;
        this.transaction = transaction;
        this.trail = trail;
        this.members = members;
    }

    /**
     * A role and its grants, sorted, written {@code permission:environment}, or {@code permission:environment:type} if
     * held for one content type only.
     */
    public record Role(String key, String name, boolean builtIn, List<String> grants) {}

    /** All roles of the site, built-in ones first. Any member may read them. */
    public List<Role> list(Actor actor, SiteId site) {
        members.permit(actor, site, Permission.READ, null);
        List<Role> all = new ArrayList<>(builtIn());
        all.addAll(jdbc.sql("SELECT key, name, grants FROM role WHERE site_id = :site ORDER BY lower(name), key")
                .param("site", site.value())
                .query((row, n) -> custom(row.getString("key"), row.getString("name"), Members.words(row, "grants")))
                .list());
        return all;
    }

    /** The built-in roles, the most powerful first. */
    public static List<Role> builtIn() {
        return Arrays.stream(BuiltInRole.values())
                .map(r -> new Role(r.key(), r.label(), true, Grant.words(r.grants())))
                .toList();
    }

    /**
     * Creates a role.
     *
     * @param key null to derive it from the name
     * @param grants written {@code permission:environment} or {@code permission:environment:type}
     * @throws Refused {@link Forbidden}; {@link InvalidInput} for an unknown grant or for backups (ROLE-20); {@link
     *     BeyondOwnRights}; {@link NotNow} if the key is taken; {@link PlanLimit}
     */
    public Role create(Actor actor, SiteId site, @Nullable String key, String name, List<String> grants) {
        Rights own = managing(actor, site);
        Role role = custom(checkedKey(key == null ? derived(name) : key), checkedName(name), checked(grants));
        requireCovered(own, Grant.ofWords(role.grants()));
        try {
            transaction.executeWithoutResult(tx -> {
                PlanQuota.require(
                        jdbc,
                        site,
                        Plan::customRoles,
                        "roles of its own",
                        "SELECT count(*) FROM role WHERE site_id = :site");
                write(
                        "INSERT INTO role (site_id, key, name, grants) VALUES (:site, :key, :name, " + GRANTS + ")",
                        site,
                        role);
                append(actor, own.role(), site, MemberOperations.ROLE_CHANGE, role, null);
            });
        } catch (DuplicateKeyException taken) {
            throw new Refused(new NotNow("The role " + role.key() + " is there already."), taken);
        }
        return role;
    }

    /**
     * Changes a role that the site defined itself. It applies to its holders from their next call on.
     *
     * @param name null to keep it
     * @param grants null to keep them
     * @throws Refused as {@link #create}; the actor must hold the role's old grants as well as its new ones (T19)
     */
    public Role change(Actor actor, SiteId site, String key, @Nullable String name, @Nullable List<String> grants) {
        Rights own = managing(actor, site);
        List<String> wanted = grants == null ? null : checked(grants);
        return transaction.execute(tx -> {
            Role before = lock(site, key);
            Role after = custom(
                    key, name == null ? before.name() : checkedName(name), wanted == null ? before.grants() : wanted);
            requireCovered(own, Grant.ofWords(before.grants()));
            requireCovered(own, Grant.ofWords(after.grants()));
            if (!after.equals(before)) {
                write(
                        "UPDATE role SET name = :name, grants = " + GRANTS + " WHERE site_id = :site AND key = :key",
                        site,
                        after);
                append(actor, own.role(), site, MemberOperations.ROLE_CHANGE, after, before);
            }
            return after;
        });
    }

    /**
     * Removes a role that the site defined itself.
     *
     * @throws Refused as {@link #change}; {@link NotNow} while a member has it
     */
    public void remove(Actor actor, SiteId site, String key) {
        Rights own = managing(actor, site);
        transaction.executeWithoutResult(tx -> {
            Role before = lock(site, key);
            requireCovered(own, Grant.ofWords(before.grants()));
            int removed =
                    jdbc.sql("""
                            DELETE FROM role r WHERE r.site_id = :site AND r.key = :key
                              AND NOT EXISTS (SELECT FROM membership ms WHERE ms.site_id = :site AND ms.role = :key)""").param("site", site.value()).param("key", key).update();
            if (removed == 0) {
                throw new Refused(new NotNow("The role is held by " + String.join(", ", holders(site, key))
                        + ". Give them another one first."));
            }
            append(actor, own.role(), site, MemberOperations.ROLE_REMOVE, before, null);
        });
    }

    private List<String> holders(SiteId site, String role) {
        return jdbc.sql("""
                        SELECT m.name FROM membership ms JOIN member m ON m.id = ms.member_id
                        WHERE ms.site_id = :site AND ms.role = :role ORDER BY lower(m.name) LIMIT 20""")
                .param("site", site.value())
                .param("role", role)
                .query(String.class)
                .list();
    }

    /** Refuses unless the role exists and holds no grant that {@code own} lacks (T19). */
    void requireCovered(Rights own, SiteId site, String role, String field) {
        Set<Grant> grants = BuiltInRole.ofKey(role)
                .map(BuiltInRole::grants)
                .or(() -> find(site, role, "FOR SHARE").map(r -> Grant.ofWords(r.grants())))
                .orElseThrow(() -> new Refused(new InvalidInput(field, "There is no role " + role + " on this site.")));
        requireCovered(own, grants);
    }

    private static void requireCovered(Rights own, Collection<Grant> grants) {
        if (!own.cover(grants)) {
            throw new Refused(new BeyondOwnRights(Grant.words(own.missing(grants))));
        }
    }

    private Rights managing(Actor actor, SiteId site) {
        members.permit(actor, site, Permission.MEMBERS, null);
        return members.rights(actor, site);
    }

    private Role lock(SiteId site, String key) {
        if (BuiltInRole.ofKey(key).isPresent()) {
            throw new Refused(new NotNow("Built-in roles stay as they are. Make a role of the site's own."));
        }
        return find(site, key, "FOR UPDATE").orElseThrow(() -> new Refused(new NotFound("role")));
    }

    private Optional<Role> find(SiteId site, String key, String lock) {
        return jdbc.sql("SELECT key, name, grants FROM role WHERE site_id = :site AND key = :key " + lock)
                .param("site", site.value())
                .param("key", key)
                .query((row, n) -> custom(row.getString("key"), row.getString("name"), Members.words(row, "grants")))
                .optional();
    }

    private static final String GRANTS = "ARRAY(SELECT jsonb_array_elements_text(CAST(:grants AS jsonb)))";

    private void write(String sql, SiteId site, Role role) {
        jdbc.sql(sql)
                .param("site", site.value())
                .param("key", role.key())
                .param("name", role.name())
                .param("grants", Json.write(role.grants()))
                .update();
    }

    private void append(Actor actor, String own, SiteId site, Operation operation, Role role, @Nullable Role before) {
        Map<String, Object> details = before == null
                ? Map.of("key", role.key(), "name", role.name(), "grants", role.grants())
                : Map.of("key", role.key(), "name", role.name(), "grants", role.grants(), "before", before.grants());
        trail.append(AuditAct.onSite(site, operation, time.newId(), actor, own, details));
    }

    private static Role custom(String key, String name, Collection<String> grants) {
        return new Role(key, name, false, Grant.words(Grant.ofWords(grants)));
    }

    private static List<String> checked(List<String> grants) {
        List<String> unknown =
                grants.stream().filter(w -> Grant.ofWord(w).isEmpty()).toList();
        if (!unknown.isEmpty()) {
            throw new Refused(new InvalidInput(
                    "/grants", "No such grant: " + String.join(", ", unknown) + ". GET /permissions lists them."));
        }
        if (Grant.ofWords(grants).stream().anyMatch(g -> !g.permission().grantable())) {
            throw new Refused(new InvalidInput(
                    "/grants", "Backups belong to the administrator alone and can't be granted by another role."));
        }
        return grants;
    }

    private static String checkedKey(String key) {
        if (!KEY.matcher(key).matches()) {
            throw new Refused(new InvalidInput(
                    "/key", "A key has 2 to 40 small letters, digits and hyphens and begins with a letter."));
        }
        if (BuiltInRole.ofKey(key).isPresent()) {
            throw new Refused(new NotNow("The role " + key + " is built in. Choose another key."));
        }
        return key;
    }

    private static String derived(String name) {
        return name.strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
    }

    private static String checkedName(String name) {
        if (!Person.isName(name)) {
            throw new Refused(new InvalidInput("/name", "Give the role a name of 1 to 120 characters."));
        }
        return name.strip();
    }
}
