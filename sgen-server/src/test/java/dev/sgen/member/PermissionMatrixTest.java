package dev.sgen.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgen.site.Site;
import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestPeople;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.NotFound;
import dev.sgen.vocabulary.Refused;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Who may do what, where: the whole matrix, written out a second time by hand. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Requirement({"ROLE-3", "ROLE-5", "ROLE-6", "ROLE-7", "ROLE-9", "ROLE-18", "C-40"})
@Invariant(16)
class PermissionMatrixTest {
    /** Columns: administrator, lead, editor, author, contributor, viewer; s staging, l live, b both, - neither. */
    private static final Map<Permission, String> EXPECTED = Map.ofEntries(
            Map.entry(Permission.READ, "bbbbbb"),
            Map.entry(Permission.SAVE, "bbbss-"),
            Map.entry(Permission.PUBLISH, "bbbs--"),
            Map.entry(Permission.UNPUBLISH, "bbbs--"),
            Map.entry(Permission.PROMOTE, "lll---"),
            Map.entry(Permission.SCHEDULE, "bbbs--"),
            Map.entry(Permission.ARCHIVE, "bbb---"),
            Map.entry(Permission.DELETE, "bbb---"),
            Map.entry(Permission.RECOVER, "bbbs--"),
            Map.entry(Permission.REFRESH, "sss---"),
            Map.entry(Permission.BULK, "bbb---"),
            Map.entry(Permission.IMPORT, "bbs---"),
            Map.entry(Permission.SETTINGS, "bb----"),
            Map.entry(Permission.TYPES, "b-----"),
            Map.entry(Permission.MEMBERS, "b-----"),
            Map.entry(Permission.AUDIT, "bbb---"),
            Map.entry(Permission.INBOX, "bbb---"),
            Map.entry(Permission.BACKUPS, "b-----"));

    private TestPeople people;
    private Site site;
    private final Map<BuiltInRole, Actor> holders = new HashMap<>();

    @BeforeAll
    void makePeople() {
        people = new TestPeople();
        site = people.site();
        for (BuiltInRole role : BuiltInRole.values()) {
            holders.put(role, people.somebody(site.id(), role.key()));
        }
    }

    @Test
    void every_cell_of_the_matrix_is_as_written() {
        List<String> differing = new ArrayList<>();
        for (Permission permission : Permission.values()) {
            for (BuiltInRole role : BuiltInRole.values()) {
                char cell = EXPECTED.get(permission).charAt(role.ordinal());
                for (Environment environment : permission.environments()) {
                    boolean expected = cell == 'b' || cell == environment.key().charAt(0);
                    if (may(holders.get(role), permission, environment) != expected) {
                        differing.add(role.key() + " " + permission.key() + ":" + environment);
                    }
                }
            }
        }
        assertThat(differing).isEmpty();
        assertThat(EXPECTED).hasSize(Permission.values().length);
    }

    @Test
    void an_act_on_the_whole_site_needs_the_permission_in_both_environments() {
        assertThat(may(holders.get(BuiltInRole.LEAD), Permission.SETTINGS, null))
                .isTrue();
        assertThat(may(holders.get(BuiltInRole.AUTHOR), Permission.PUBLISH, null))
                .isFalse();
        people.roles.create(people.ada, site.id(), "half", "Half", List.of("audit:staging", "read:staging"));
        Actor half = people.somebody(site.id(), "half");
        assertThat(may(half, Permission.AUDIT, null)).isFalse();
        assertThat(may(half, Permission.READ, null)).isTrue();
    }

    @Test
    @Requirement("ROLE-4")
    void a_cell_for_one_type_holds_for_that_type_alone() {
        for (Permission permission : Permission.values()) {
            for (Environment environment : permission.environments()) {
                String word = new Grant(permission, environment).word();
                Rights rights = new Rights("one", Grant.ofWords(List.of(word + ":post")));
                assertThat(rights.allow(permission, environment, "post"))
                        .as(word)
                        .isEqualTo(permission.perType());
                assertThat(rights.allow(permission, environment, "page"))
                        .as(word)
                        .isFalse();
                assertThat(rights.allow(permission, environment)).as(word).isFalse();
                assertThat(rights.allowSome(permission, environment)).as(word).isEqualTo(permission.perType());
                Rights all = new Rights("all", Grant.ofWords(List.of(word)));
                assertThat(all.allow(permission, environment, "post")).as(word).isTrue();
                assertThat(all.cover(rights.grants())).as(word).isTrue();
                assertThat(rights.cover(all.grants())).as(word).isFalse();
                assertThat(all.narrowedTo(List.of(word + ":post")).grants())
                        .as(word)
                        .isEqualTo(rights.grants());
            }
        }
    }

    @Test
    @Requirement({"ROLE-17", "MULTI-7"})
    void a_site_is_not_found_by_a_member_of_another_one() {
        Site other = people.site();
        for (Permission permission : Permission.values()) {
            assertThatThrownBy(() -> people.members.permit(
                            holders.get(BuiltInRole.EDITOR), other.id(), permission, Environment.STAGING))
                    .isInstanceOfSatisfying(
                            Refused.class, r -> assertThat(r.refusal()).isEqualTo(new NotFound("site")));
        }
    }

    @Test
    void an_installation_administrator_acts_as_administrator_everywhere() {
        Site other = people.site();
        assertThat(people.members.permit(people.ada, other.id(), Permission.BACKUPS, null))
                .isEqualTo("administrator");
    }

    @Test
    @Requirement("ROLE-14")
    @Invariant(10)
    void the_platform_may_do_what_its_originating_member_may_at_this_moment() {
        Actor.Operator editor = people.somebody(site.id(), "editor");
        Actor trigger = new Actor.Platform(editor.member(), editor.name());
        assertThat(may(trigger, Permission.PUBLISH, Environment.LIVE)).isTrue();

        people.siteMembers.changeRole(people.ada, site.id(), editor.member(), "viewer");
        assertThat(may(trigger, Permission.PUBLISH, Environment.LIVE)).isFalse();

        people.siteMembers.remove(people.ada, site.id(), editor.member());
        assertThatThrownBy(() -> people.members.permit(trigger, site.id(), Permission.READ, null))
                .isInstanceOf(Refused.class);
        assertThat(may(Actor.platform(), Permission.PUBLISH, Environment.LIVE)).isTrue();
    }

    private boolean may(Actor actor, Permission permission, @Nullable Environment where) {
        try {
            people.members.permit(actor, site.id(), permission, where);
            return true;
        } catch (Refused refused) {
            assertThat(refused.refusal().code()).isEqualTo("forbidden");
            return false;
        }
    }
}
