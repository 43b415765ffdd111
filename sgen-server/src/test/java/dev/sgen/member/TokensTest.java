package dev.sgen.member;

import static dev.sgen.member.SiteMembersTest.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.site.Site;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestPeople;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokensTest {
    private final TestPeople people = new TestPeople();

    @Test
    void a_token_can_be_checked_without_asking_anybody() {
        String token = TokenText.mint(people.clock);
        assertThat(token).matches("sgen_pat_[0-9A-Za-z]{36}");
        assertThat(TokenText.wellFormed(token)).isTrue();
        char last = token.charAt(12) == 'a' ? 'b' : 'a';
        assertThat(TokenText.wellFormed(token.substring(0, 12) + last + token.substring(13)))
                .isFalse();
        assertThat(TokenText.wellFormed(token + "x")).isFalse();
    }

    @Test
    void only_the_hash_and_the_last_four_are_kept() {
        var minted = people.tokens.create(people.ada, wish("mine", List.of()));
        String row = people.jdbc
                .sql("SELECT row_to_json(t)::text FROM token t WHERE id = :id")
                .param("id", minted.entry().id())
                .query(String.class)
                .single();
        assertThat(row).doesNotContain(minted.secret().substring(9, 39));
        assertThat(minted.secret()).endsWith(minted.entry().hint()).doesNotContain(minted.toString());
        assertThat(minted.toString()).doesNotContain(minted.secret());
    }

    @Test
    void a_token_does_what_its_member_may_within_its_site_and_limits() {
        Site site = people.site();
        Site other = people.site();
        Actor.Operator editor = people.somebody(site.id(), "editor");
        people.siteMembers.add(people.ada, other.id(), "editor-elsewhere@example.org", "E", "editor");
        Actor token = people.tokens
                .authenticate(people.tokens
                        .create(
                                editor,
                                site.id(),
                                wish("narrow", List.of("read:staging", "save:staging", "backups:live")))
                        .secret())
                .orElseThrow();
        people.members.permit(token, site.id(), Permission.SAVE, Environment.STAGING);
        refused("forbidden", () -> people.members.permit(token, site.id(), Permission.SAVE, Environment.LIVE));
        refused("forbidden", () -> people.members.permit(token, site.id(), Permission.PUBLISH, Environment.STAGING));
        refused("forbidden", () -> people.members.permit(token, site.id(), Permission.BACKUPS, Environment.LIVE));
        people.siteMembers.changeRole(people.ada, site.id(), editor.member(), "viewer");
        refused("forbidden", () -> people.members.permit(token, site.id(), Permission.SAVE, Environment.STAGING));
        Actor adas = people.tokens
                .authenticate(people.tokens
                        .create(people.ada, site.id(), wish("here", List.of()))
                        .secret())
                .orElseThrow();
        refused("not-found", () -> people.members.permit(adas, other.id(), Permission.READ, null));
        refused("forbidden", () -> people.installationRights.permit(adas));
    }

    @Test
    void a_token_is_narrowed_to_types_and_to_what_a_person_approved() {
        Site site = people.site();
        Actor.Operator editor = people.somebody(site.id(), "editor");
        var minted = people.tokens.create(
                editor,
                site.id(),
                new Tokens.Wish("agent", null, List.of("save:staging:post", "promote:live"), null, true));
        Actor token = people.tokens.authenticate(minted.secret()).orElseThrow();
        Rights rights = people.members.rights(token, site.id());
        assertThat(rights.allow(Permission.SAVE, Environment.STAGING, "post")).isTrue();
        assertThat(rights.allow(Permission.SAVE, Environment.STAGING, "page")).isFalse();
        assertThat(rights.allow(Permission.SAVE, Environment.STAGING)).isFalse();
        assertThat(rights.allow(Permission.SAVE, Environment.LIVE, "post")).isFalse();
        assertThat(rights.allow(Permission.PROMOTE, Environment.LIVE)).isTrue();
        assertThat(rights.approvedOnly()).isTrue();
        assertThat(minted.entry().approvedOnly()).isTrue();
        refused("forbidden", () -> people.tokens.create(token, site.id(), wish("wider", List.of())));

        people.roles.create(people.ada, site.id(), "events", "Events", List.of("read:staging", "save:staging:event"));
        people.siteMembers.changeRole(people.ada, site.id(), editor.member(), "events");
        Rights after = people.members.rights(token, site.id());
        assertThat(after.grants()).isEmpty();
    }

    @Test
    @Requirement("ROLE-9")
    void a_token_for_what_was_approved_does_nothing_else_on_live() {
        Site site = people.site();
        Actor.Operator administrator = people.somebody(site.id(), "administrator");
        Actor token = people.tokens
                .authenticate(people.tokens
                        .create(administrator, site.id(), new Tokens.Wish("agent", null, List.of(), null, true))
                        .secret())
                .orElseThrow();
        Rights rights = people.members.rights(token, site.id());
        assertThat(rights.allow(Permission.PUBLISH, Environment.STAGING)).isTrue();
        assertThat(rights.grants())
                .filteredOn(grant -> grant.environment() == Environment.LIVE)
                .extracting(Grant::permission)
                .containsExactlyInAnyOrder(Permission.READ, Permission.AUDIT, Permission.PROMOTE);
        refused("forbidden", () -> people.members.permit(token, site.id(), Permission.PUBLISH, Environment.LIVE));
    }

    @Test
    @Requirement("ROLE-18")
    void a_token_for_what_was_approved_promotes_what_shapes_the_site_and_does_nothing_else_to_it() {
        Site site = people.site();
        Actor.Operator editor = people.somebody(site.id(), "editor");
        Actor token = people.tokens
                .authenticate(people.tokens
                        .create(editor, site.id(), new Tokens.Wish("agent", null, List.of(), null, true))
                        .secret())
                .orElseThrow();
        Rights rights = people.members.rights(token, site.id());
        assertThat(people.members.rights(editor, site.id()).allow(Permission.PROMOTE, Environment.LIVE, "theme"))
                .isFalse();
        assertThat(rights.allow(Permission.PROMOTE, Environment.LIVE, "theme")).isTrue();
        assertThat(rights.allow(Permission.PUBLISH, Environment.STAGING, "theme"))
                .isFalse();
    }

    @Test
    void the_trail_names_the_token_and_the_member_behind_it() {
        Site site = people.site();
        Actor.Token token = (Actor.Token) people.tokens
                .authenticate(people.tokens
                        .create(people.ada, wish("robot", List.of()))
                        .secret())
                .orElseThrow();
        people.roles.create(token, site.id(), "made", "Made", List.of("read:staging"));
        String actor = people.jdbc
                .sql("SELECT (entry -> 'actor')::text FROM audit_entry WHERE site_id = :site ORDER BY seq DESC LIMIT 1")
                .param("site", site.id().value())
                .query(String.class)
                .single();
        var who = dev.sgen.platform.Json.read(actor);
        assertThat(who.path("kind").asString()).isEqualTo("token");
        assertThat(who.path("id").asString()).isEqualTo(token.token().toString());
        assertThat(who.path("member").asString()).isEqualTo(people.ada.member().toString());
        assertThat(who.path("name").asString()).isEqualTo("Ada (robot)");
    }

    @Test
    void a_revoked_or_expired_token_is_dead_also_for_a_request_on_its_way() {
        Site site = people.site();
        var revoked = people.tokens.create(people.ada, site.id(), wish("a", List.of()));
        var expiring = people.tokens.create(
                people.ada,
                site.id(),
                new Tokens.Wish("b", null, List.of(), people.clock.now().plusSeconds(60)));
        Actor first = people.tokens.authenticate(revoked.secret()).orElseThrow();
        Actor second = people.tokens.authenticate(expiring.secret()).orElseThrow();
        people.tokens.revoke(people.ada, site.id(), revoked.entry().id());
        people.clock.advance(Duration.ofMinutes(2));
        for (Actor dead : List.of(first, second)) {
            refused("not-found", () -> people.members.permit(dead, site.id(), Permission.READ, null));
        }
        assertThat(people.tokens.authenticate(revoked.secret())).isEmpty();
        assertThat(people.tokens.authenticate(expiring.secret())).isEmpty();
    }

    @Test
    @Requirement("T19")
    void a_narrowed_token_makes_no_wider_one() {
        Site site = people.site();
        Actor narrow = people.tokens
                .authenticate(people.tokens
                        .create(people.ada, wish("narrow", List.of("read:live", "read:staging")))
                        .secret())
                .orElseThrow();
        refused("forbidden", () -> people.tokens.create(narrow, site.id(), wish("wide", List.of())));
        refused("forbidden", () -> people.tokens.create(narrow, wish("wide", List.of())));
    }

    /** Each condition by itself: the token is narrowed in this one way and in no other. */
    @Test
    @Requirement({"T19", "M2"})
    void a_token_that_is_narrowed_in_any_one_way_makes_none() {
        Site site = people.site();
        List<Tokens.Wish> narrowed = List.of(
                new Tokens.Wish("approved only", null, List.of(), null, true),
                new Tokens.Wish("limited", null, List.of("read:live"), null, false),
                new Tokens.Wish("ending", null, List.of(), people.clock.now().plusSeconds(600), false));
        for (Tokens.Wish wish : narrowed) {
            makesNone(people.tokens.create(people.ada, wish).secret(), site);
        }
        makesNone(
                people.tokens
                        .create(people.ada, site.id(), wish("of one site", List.of()))
                        .secret(),
                site);
        Actor whole = people.tokens
                .authenticate(people.tokens
                        .create(people.ada, wish("whole", List.of()))
                        .secret())
                .orElseThrow();
        assertThat(people.tokens.create(whole, wish("another", List.of())).secret())
                .isNotBlank();
    }

    private void makesNone(String secret, Site site) {
        Actor narrow = people.tokens.authenticate(secret).orElseThrow();
        refused("forbidden", () -> people.tokens.create(narrow, wish("wide", List.of())));
        refused("forbidden", () -> people.tokens.create(narrow, site.id(), wish("wide", List.of())));
    }

    @Test
    @Requirement("T19")
    void another_members_token_is_made_only_for_a_program_by_who_holds_as_much() {
        Site site = people.site();
        Actor.Operator bot = people.somebody(site.id(), "author");
        String address = "person" + site.key() + "@example.org";
        var person = people.siteMembers.add(people.ada, site.id(), address, "P", "author");
        people.acceptance.withNewPassword(person.invitation(), null, TestPeople.PASSWORD, SignInOrigin.of("192.0.2.1"));
        Actor.Operator viewer = people.somebody(site.id(), "viewer");

        var minted = people.tokens.create(people.ada, site.id(), new Tokens.Wish("bot", bot.member(), List.of(), null));
        assertThat(people.tokens.authenticate(minted.secret()).orElseThrow().memberOrNull())
                .isEqualTo(bot.member());
        refused(
                "invalid-state",
                () -> people.tokens.create(
                        people.ada,
                        site.id(),
                        new Tokens.Wish("his", person.entry().id(), List.of(), null)));
        refused(
                "forbidden",
                () -> people.tokens.create(viewer, site.id(), new Tokens.Wish("up", bot.member(), List.of(), null)));
    }

    @Test
    @Requirement("T19")
    void a_token_for_a_program_that_holds_more_than_its_maker_is_refused() {
        Site site = people.site();
        people.roles.create(
                people.ada,
                site.id(),
                "doorman",
                "Doorman",
                List.of("members:staging", "members:live", "read:staging", "read:live"));
        Actor.Operator doorman = people.somebody(site.id(), "doorman");
        Actor.Operator author = people.somebody(site.id(), "author");
        Actor.Operator viewer = people.somebody(site.id(), "viewer");
        people.tokens.create(doorman, site.id(), new Tokens.Wish("less", viewer.member(), List.of(), null));
        refused(
                "forbidden",
                () -> people.tokens.create(
                        doorman, site.id(), new Tokens.Wish("up", author.member(), List.of(), null)));
    }

    @Test
    void the_bootstrap_token_follows_its_setting() {
        Actor.Platform start = new Actor.Platform(null, null);
        people.tokens.bootstrap(start, people.ada.member(), "twenty characters or more");
        people.tokens.bootstrap(start, people.ada.member(), "twenty characters or more");
        assertThat(people.tokens.authenticate("twenty characters or more")).isPresent();
        people.tokens.bootstrap(start, people.ada.member(), "another twenty characters");
        assertThat(people.tokens.authenticate("twenty characters or more")).isEmpty();
        refused("invalid-content", () -> people.tokens.bootstrap(start, people.ada.member(), "too short"));
    }

    private static Tokens.Wish wish(String name, List<String> limits) {
        return new Tokens.Wish(name, null, limits, null);
    }
}
