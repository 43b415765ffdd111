package dev.sgen.member;

import static dev.sgen.member.SiteMembersTest.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.member.SiteMembers.Added;
import dev.sgen.platform.settings.Settings;
import dev.sgen.site.Site;
import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestPeople;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.MemberId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** An address is a person's once it is proven; until then nobody comes in by it but where they were invited (A3). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Requirement("A3")
class AddressOwnershipTest {
    private static final SignInOrigin HERE = SignInOrigin.of("192.0.2.1");
    private static final String ATTACKERS = "the attacker's own word";
    private static final String VICTIMS = "what the victim chose";

    private final TestPeople people = new TestPeople();
    private final List<Invited> letters = new ArrayList<>();

    /** The same list on an installation with a mail server. */
    private final SiteMembers mailing = new SiteMembers(
            people.jdbc,
            people.clock,
            people.transactions,
            people.trail,
            people.members,
            people.roles,
            people.invitations,
            people.accessRevocation,
            event -> letters.add((Invited) event),
            Settings.of(Map.of("SGEN_SMTP_URL", "smtp://127.0.0.1:1")));

    private int made;
    private String victim;
    private Site alpha;
    private Site beta;
    private Actor.Operator mallory;

    @BeforeEach
    void twoSites() {
        victim = "cfo" + ++made + "@victim.example";
        alpha = people.site();
        beta = people.site();
        mallory = people.somebody(alpha.id(), "administrator");
    }

    @Test
    void a_link_of_one_site_opens_nothing_on_another_that_adds_the_address_later() {
        String link = alphaInvites("viewer");
        Added atBeta = betaInvites();
        seesAlphaAlone(takeUp(link, ATTACKERS));
        assertThat(entry(beta, atBeta.entry().id()).accepted()).isFalse();
    }

    @Test
    void an_account_begun_by_one_sites_link_is_nobody_on_a_site_that_adds_the_address_later() {
        seesAlphaAlone(takeUp(alphaInvites("viewer"), ATTACKERS));
        betaInvites();
        seesAlphaAlone(signIn(ATTACKERS));
    }

    @Test
    void a_link_made_after_the_other_site_added_the_address_opens_its_own_site_alone() {
        Added atBeta = betaInvites();
        String link = alphaInvites("administrator");
        seesAlphaAlone(takeUp(link, ATTACKERS));
        String again = Objects.requireNonNull(people.siteMembers
                .inviteAgain(people.ada, beta.id(), atBeta.entry().id())
                .invitation());
        sees(takeUp(again, VICTIMS), beta, true);
    }

    @Test
    void whom_a_stranger_forestalled_comes_in_by_their_own_sites_link_and_shares_nothing_with_the_stranger() {
        Actor.Operator attacker = takeUp(alphaInvites("viewer"), ATTACKERS);
        Actor.Operator victims = takeUp(betaInvites().invitation(), VICTIMS);
        assertThat(victims.member()).isNotEqualTo(attacker.member());
        sees(victims, beta, true);
        sees(victims, alpha, false);
        seesAlphaAlone(attacker);
        assertThat(signIn(VICTIMS)).isEqualTo(victims);
        assertThat(signIn(ATTACKERS)).isEqualTo(attacker);
        refused("unauthenticated", () -> signIn("neither of the two"));
    }

    @Test
    void a_strangers_tokens_reach_no_site_that_adds_the_address() {
        Actor.Operator attacker = takeUp(alphaInvites("viewer"), ATTACKERS);
        Actor everywhere = token(attacker, null);
        betaInvites();
        sees(everywhere, alpha, true);
        sees(everywhere, beta, false);
        takeUp(
                people.siteMembers
                        .inviteAgain(people.ada, beta.id(), listed(beta, victim).id())
                        .invitation(),
                VICTIMS);
        sees(everywhere, beta, false);
    }

    @Test
    void somebody_with_an_account_accepts_with_its_password_or_in_their_session_and_keeps_it() {
        Actor.Operator mine = takeUp(alphaInvites("author"), VICTIMS);
        String first = betaInvites().invitation();
        sees(mine, beta, false);
        refused("unauthenticated", () -> people.acceptance.withAccount(first, "not this one", HERE));
        assertThat(people.acceptance.withAccount(first, VICTIMS, HERE)).isEqualTo(mine);
        sees(mine, beta, true);
        sees(mine, alpha, true);

        Site gamma = people.site();
        String second = people.siteMembers
                .add(people.ada, gamma.id(), victim.toUpperCase(java.util.Locale.ROOT), "V", "viewer")
                .invitation();
        refused("invalid-state", () -> people.acceptance.signedIn(second, mallory));
        assertThat(people.acceptance.signedIn(second, mine)).isEqualTo(mine);
        sees(mine, gamma, true);

        Site delta = people.site();
        String third = people.siteMembers
                .add(people.ada, delta.id(), victim, "V", "viewer")
                .invitation();
        assertThat(takeUp(third, VICTIMS)).as("by typing it as a new one").isEqualTo(mine);
        sees(mine, delta, true);
    }

    @Test
    void what_an_invitation_answers_is_the_same_for_every_address() {
        people.setup.createAdministrator(new Actor.Platform(null, null), victim, "Vic", VICTIMS);
        Added known = people.siteMembers.add(mallory, alpha.id(), victim, null, "viewer");
        Added unknown =
                people.siteMembers.add(mallory, alpha.id(), "nobody" + made + "@victim.example", null, "viewer");
        for (Added added : List.of(known, unknown)) {
            assertThat(added.invitation()).isNotBlank();
            assertThat(added.mailed()).isFalse();
            assertThat(added.entry().signsIn()).isFalse();
            assertThat(added.entry().accepted()).isFalse();
            assertThat(added.entry().name()).isEqualTo(added.entry().email().split("@")[0]);
        }
        MemberId owner = signIn(VICTIMS).member();
        assertThat(known.entry().id()).isNotEqualTo(owner);
        // The link tells no more: whoever tries it with any password is let in to this site, and to nothing else.
        Actor.Operator stranger = takeUp(known.invitation(), ATTACKERS);
        assertThat(stranger.member()).isNotEqualTo(owner);
        seesAlphaAlone(stranger);
        assertThat(signIn(VICTIMS).member()).isEqualTo(owner);
    }

    @Test
    @Requirement("M3")
    void somebody_invited_elsewhere_is_invited_here_by_a_link_that_opens_this_site_alone() {
        String elsewhere = betaInvites().invitation();
        Added here = people.siteMembers.add(mallory, alpha.id(), victim, null, "administrator");
        assertThat(here.invitation()).isNotEqualTo(elsewhere);
        Actor.Operator byHere = takeUp(here.invitation(), ATTACKERS);
        seesAlphaAlone(byHere);
        assertThat(entry(alpha, byHere.member()).accepted()).isTrue();
        sees(takeUp(elsewhere, VICTIMS), beta, true);
    }

    @Test
    void inviting_an_installation_administrators_address_does_nothing_to_them() {
        people.setup.createAdministrator(new Actor.Platform(null, null), victim, "Ina", VICTIMS);
        Actor.Operator ina = signIn(VICTIMS);
        Actor.Operator stranger = takeUp(alphaInvites("viewer"), ATTACKERS);
        assertThat(stranger.member()).isNotEqualTo(ina.member());
        refused("forbidden", () -> people.installationRights.permit(stranger));
        seesAlphaAlone(stranger);
        assertThat(signIn(VICTIMS)).isEqualTo(ina);
        assertThat(people.installationRights.permit(ina)).isEqualTo("administrator");
    }

    @Test
    void a_link_that_went_by_mail_does_not_open_an_installation_administrators_account() {
        people.setup.createAdministrator(new Actor.Platform(null, null), victim, "Ina", VICTIMS);
        mailing.add(mallory, alpha.id(), victim, "Ina", "viewer");
        String secret = letters.getLast().secret();
        refused("invalid-state", () -> takeUp(secret, ATTACKERS));
        assertThat(people.acceptance.withAccount(secret, VICTIMS, HERE)).isEqualTo(signIn(VICTIMS));
    }

    @Test
    void a_link_that_went_by_mail_proves_the_address_and_ends_what_others_had_of_the_account() {
        Added byMail = mailing.add(people.ada, beta.id(), victim, "Vic", "editor");
        assertThat(byMail.invitation()).isNull();
        Actor.Operator vic = takeUp(letters.getLast().secret(), VICTIMS);
        Actor old = token(vic, null);
        Site gamma = people.site();
        mailing.add(people.ada, gamma.id(), victim, "Vic", "viewer");
        Actor.Operator again = takeUp(letters.getLast().secret(), "another one of hers");
        assertThat(again.member()).as("the one account of a proven address").isEqualTo(vic.member());
        sees(again, beta, true);
        sees(again, gamma, true);
        sees(old, beta, false);
        refused("unauthenticated", () -> signIn(VICTIMS));
        assertThat(signIn("another one of hers")).isEqualTo(vic);
    }

    @Test
    @Requirement("T24")
    void a_new_password_by_a_link_that_went_by_mail_ends_the_sessions_of_the_account() {
        mailing.add(people.ada, beta.id(), victim, "Vic", "editor");
        Actor.Operator vic = takeUp(letters.getLast().secret(), VICTIMS);
        SiteMembersTest.insertSession(people, vic);
        mailing.add(people.ada, people.site().id(), victim, "Vic", "viewer");
        takeUp(letters.getLast().secret(), "another one of hers");
        assertThat(SiteMembersTest.sessions(people, vic)).isZero();
    }

    @Test
    void by_mail_the_owner_never_shares_the_account_that_an_inviter_opened() {
        Actor.Operator attacker = takeUp(alphaInvites("viewer"), ATTACKERS);
        mailing.add(people.ada, beta.id(), victim, "Vic", "administrator");
        Actor.Operator vic = takeUp(letters.getLast().secret(), VICTIMS);
        assertThat(vic.member()).isNotEqualTo(attacker.member());
        sees(vic, beta, true);
        seesAlphaAlone(attacker);
    }

    @Test
    @Invariant(16)
    void a_member_who_has_not_accepted_works_as_a_program_on_that_site_alone() {
        Added bot = people.siteMembers.add(people.ada, beta.id(), victim, "Bot", "editor");
        Actor program = people.tokens
                .authenticate(people.tokens
                        .create(
                                people.ada,
                                beta.id(),
                                new Tokens.Wish("bot", bot.entry().id(), List.of(), null))
                        .secret())
                .orElseThrow();
        sees(program, beta, true);
        sees(program, alpha, false);
        assertThat(people.sites.visibleTo(program)).extracting(Site::id).containsExactly(beta.id());
        sees(new Actor.Operator(bot.entry().id(), "Bot"), beta, false);
        sees(new Actor.Platform(bot.entry().id(), "Bot"), beta, true);
    }

    @Test
    void removing_a_member_ends_the_link_and_the_account_that_it_opened() {
        String link = alphaInvites("viewer");
        people.siteMembers.remove(mallory, alpha.id(), listed(alpha, victim).id());
        refused("unauthenticated", () -> takeUp(link, ATTACKERS));

        Actor.Operator in = takeUp(alphaInvites("viewer"), ATTACKERS);
        people.siteMembers.remove(mallory, alpha.id(), in.member());
        refused("unauthenticated", () -> signIn(ATTACKERS));
        betaInvites();
        refused("unauthenticated", () -> signIn(ATTACKERS));
    }

    @Test
    void taking_a_link_back_on_one_site_leaves_the_others() {
        String here = alphaInvites("viewer");
        String there = betaInvites().invitation();
        people.siteMembers.withdrawInvitation(
                mallory, alpha.id(), listed(alpha, victim).id());
        refused("unauthenticated", () -> takeUp(here, ATTACKERS));
        sees(takeUp(there, VICTIMS), beta, true);
    }

    @Test
    void the_terminal_settles_whose_an_address_is() {
        Actor.Operator attacker = takeUp(alphaInvites("viewer"), ATTACKERS);
        Actor stolen = token(attacker, null);
        betaInvites();
        PasswordReset.Outcome outcome = people.passwordReset.reset(new Actor.Platform(null, null), victim, VICTIMS);
        assertThat(outcome.tokensEnded()).isEqualTo(1);
        Actor.Operator owner = signIn(VICTIMS);
        sees(owner, alpha, true);
        sees(owner, beta, true);
        sees(stolen, alpha, false);
        sees(stolen, beta, false);
        refused("unauthenticated", () -> signIn(ATTACKERS));
        assertThat(people.operations(beta.id())).endsWith("member.add", "member.change");
    }

    @Test
    void who_was_brought_in_by_a_link_that_somebody_was_shown_is_no_second_person_for_them() {
        Actor.Operator sock = takeUp(alphaInvites("administrator"), ATTACKERS);
        String second = people.siteMembers
                .add(sock, alpha.id(), "second" + made + "@victim.example", "S", "administrator")
                .invitation();
        Actor.Operator sockOfSock =
                people.acceptance.withNewPassword(Objects.requireNonNull(second), null, ATTACKERS, HERE);
        assertThat(people.inviters.broughtIn(alpha.id(), sock.member(), mallory.member()))
                .isTrue();
        assertThat(people.inviters.broughtIn(alpha.id(), sockOfSock.member(), mallory.member()))
                .isTrue();
        assertThat(people.inviters.broughtIn(alpha.id(), mallory.member(), sock.member()))
                .isFalse();

        mailing.add(mallory, alpha.id(), "mailed" + made + "@victim.example", "M", "editor");
        Actor.Operator mailed =
                people.acceptance.withNewPassword(letters.getLast().secret(), null, VICTIMS, HERE);
        assertThat(people.inviters.broughtIn(alpha.id(), mailed.member(), mallory.member()))
                .isFalse();
    }

    private String alphaInvites(String role) {
        return Objects.requireNonNull(
                people.siteMembers.add(mallory, alpha.id(), victim, "C", role).invitation());
    }

    private Added betaInvites() {
        return people.siteMembers.add(people.ada, beta.id(), victim, null, "administrator");
    }

    private Actor.Operator takeUp(String link, String password) {
        return people.acceptance.withNewPassword(Objects.requireNonNull(link), null, password, HERE);
    }

    private Actor.Operator signIn(String password) {
        return people.signIn.withPassword(victim, password, SignInOrigin.of("198.51.100." + made));
    }

    private Actor token(Actor.Operator owner, Site site) {
        Tokens.Wish wish = new Tokens.Wish("t", null, List.of(), null);
        return people.tokens
                .authenticate((site == null
                                ? people.tokens.create(owner, wish)
                                : people.tokens.create(owner, site.id(), wish))
                        .secret())
                .orElseThrow();
    }

    private SiteMembers.Entry entry(Site site, MemberId member) {
        return people.siteMembers.member(people.ada, site.id(), member);
    }

    private SiteMembers.Entry listed(Site site, String email) {
        return people.siteMembers.list(people.ada, site.id()).stream()
                .filter(e -> e.email().equals(email))
                .findFirst()
                .orElseThrow();
    }

    private void seesAlphaAlone(Actor.Operator who) {
        sees(who, alpha, true);
        sees(who, beta, false);
        assertThat(people.sites.visibleTo(who)).extracting(Site::id).containsExactly(alpha.id());
    }

    private void sees(Actor who, Site site, boolean may) {
        if (may) {
            people.members.permit(who, site.id(), Permission.READ, Environment.LIVE);
        } else {
            refused("not-found", () -> people.members.permit(who, site.id(), Permission.READ, null));
        }
    }
}
