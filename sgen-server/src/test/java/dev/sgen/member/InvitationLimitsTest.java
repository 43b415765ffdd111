package dev.sgen.member;

import static dev.sgen.member.SiteMembersTest.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.site.Site;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestPeople;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.MemberId;
import dev.sgen.vocabulary.SiteId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What an invitation's link can't reach. Some of the accounts here can't come about any more; installations from before
 * each site began an account of its own have them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InvitationLimitsTest {
    private static final SignInOrigin HERE = SignInOrigin.of("192.0.2.1");
    private static final String ANOTHER_PASSWORD = "what the account had before";

    private final TestPeople people = new TestPeople();

    private int made;
    private String address;
    private Site here;
    private Site elsewhere;
    private SiteMembers.Added invited;

    @BeforeEach
    void somebodyInvited() {
        address = "guest" + ++made + "@example.org";
        here = people.site();
        elsewhere = people.site();
        invited = people.siteMembers.add(people.ada, here.id(), address, "G", "viewer");
    }

    @Test
    @Requirement("M3")
    void a_link_does_not_open_an_account_that_serves_another_site_too() {
        memberships().insert(elsewhere.id(), account(), "administrator", true);
        Actor.Operator accepted = takeUp();
        assertThat(accepted.member()).isNotEqualTo(account());
        refused("not-found", () -> people.members.permit(accepted, elsewhere.id(), Permission.READ, null));
        reads(accepted, here.id());
    }

    @Test
    @Requirement("A3")
    void a_link_that_somebody_was_shown_does_not_open_a_proven_account() {
        update("UPDATE member SET proven_at = :now WHERE id = :id", account());
        assertThat(takeUp().member()).isNotEqualTo(account());
    }

    @Test
    @Requirement("A3")
    void a_link_does_not_change_the_password_that_an_account_has() {
        String hash = people.passwords.hash(ANOTHER_PASSWORD);
        people.jdbc
                .sql("UPDATE member SET password_hash = :hash WHERE id = :id")
                .param("hash", hash)
                .param("id", account().value())
                .update();
        assertThat(takeUp().member()).isNotEqualTo(account());
        assertThat(passwordHash(account())).isEqualTo(hash);
    }

    @Test
    @Requirement("A3")
    void a_link_does_not_open_the_account_of_an_installation_administrator() {
        update("UPDATE member SET installation_administrator = true WHERE id = :id", account());
        Actor.Operator accepted = takeUp();
        assertThat(accepted.member()).isNotEqualTo(account());
        refused("forbidden", () -> people.installationRights.permit(accepted));
    }

    @Test
    @Requirement("A3")
    void an_invitation_for_another_address_is_not_taken_up_in_a_session() {
        Actor.Operator another = takeUp();
        String link = link(people.siteMembers.add(people.ada, elsewhere.id(), "not-" + address, "N", "administrator"));
        refused("invalid-state", () -> people.acceptance.signedIn(link, another));
        refused("not-found", () -> people.members.permit(another, elsewhere.id(), Permission.READ, null));
        assertThat(people.acceptance.isFor(people.invitations.find(link).orElseThrow(), another))
                .isFalse();
    }

    @Test
    @Requirement("A3")
    void a_link_that_somebody_was_shown_proves_no_address() {
        Actor.Operator accepted = takeUp();
        String link = link(people.siteMembers.add(people.ada, elsewhere.id(), address, "G", "viewer"));
        people.acceptance.signedIn(link, accepted);
        assertThat(Person.proven(people.jdbc, address)).isEmpty();
    }

    @Test
    @Requirement("T24")
    void a_link_of_a_site_on_which_its_member_stands_no_more_is_dead() {
        memberships().insert(elsewhere.id(), account(), "viewer", false);
        people.jdbc
                .sql("DELETE FROM membership WHERE site_id = :site AND member_id = :id")
                .param("site", here.id().value())
                .param("id", account().value())
                .update();
        assertThat(people.invitations.find(link(invited))).isEmpty();
    }

    @Test
    @Requirement("T24")
    void the_tokens_of_the_account_that_was_invited_end_when_another_one_accepts() {
        Actor.Operator known = takeUp();
        SiteMembers.Added again = people.siteMembers.add(people.ada, elsewhere.id(), address, "G", "viewer");
        String secret = people.tokens
                .create(people.ada, elsewhere.id(), wish(again.entry().id()))
                .secret();
        people.acceptance.signedIn(link(again), known);
        assertThat(people.tokens.authenticate(secret)).isEmpty();
    }

    @Test
    @Requirement("A3")
    void a_token_for_all_sites_gives_nothing_on_a_site_where_the_membership_waits() {
        Actor.Operator accepted = takeUp();
        memberships().insert(elsewhere.id(), accepted.member(), "administrator", false);
        Actor everywhere = people.tokens
                .authenticate(people.tokens.create(accepted, wish(null)).secret())
                .orElseThrow();
        reads(everywhere, here.id());
        refused("not-found", () -> people.members.permit(everywhere, elsewhere.id(), Permission.READ, null));
    }

    @Test
    @Requirement("ROLE-11")
    void who_was_brought_in_by_somebody_on_one_site_is_a_second_person_for_them_on_another() {
        Actor.Operator inviter = people.somebody(elsewhere.id(), "administrator");
        Actor.Operator accepted = takeUp();
        people.acceptance.signedIn(
                link(people.siteMembers.add(inviter, elsewhere.id(), address, "G", "viewer")), accepted);
        assertThat(people.inviters.broughtIn(elsewhere.id(), accepted.member(), inviter.member()))
                .isTrue();
        assertThat(people.inviters.broughtIn(here.id(), accepted.member(), inviter.member()))
                .isFalse();
    }

    private MemberId account() {
        return invited.entry().id();
    }

    private Actor.Operator takeUp() {
        return people.acceptance.withNewPassword(link(invited), null, TestPeople.PASSWORD, HERE);
    }

    private static String link(SiteMembers.Added added) {
        return Objects.requireNonNull(added.invitation());
    }

    private static Tokens.Wish wish(@Nullable MemberId member) {
        return new Tokens.Wish("t", member, List.of(), null);
    }

    private MembershipRows memberships() {
        return new MembershipRows(people.jdbc, people.clock);
    }

    private void update(String sql, MemberId id) {
        people.jdbc
                .sql(sql)
                .param("now", people.clock.now().atOffset(ZoneOffset.UTC))
                .param("id", id.value())
                .update();
    }

    private @Nullable String passwordHash(MemberId id) {
        return Person.byId(people.jdbc, id).orElseThrow().passwordHash();
    }

    private void reads(Actor actor, SiteId site) {
        people.members.permit(actor, site, Permission.READ, Environment.LIVE);
    }
}
