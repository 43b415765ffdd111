package dev.sgen.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.sgen.content.Contents;
import dev.sgen.member.InvitationAcceptance;
import dev.sgen.member.Invitations;
import dev.sgen.member.PasswordReset;
import dev.sgen.member.SignIn;
import dev.sgen.member.SignInOrigin;
import dev.sgen.member.SiteMembers;
import dev.sgen.platform.Json;
import dev.sgen.publishing.Schedule;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.record.Publishing;
import dev.sgen.site.Site;
import dev.sgen.site.Sites;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication;
import dev.sgen.support.TestClockwork;
import dev.sgen.support.TestMembers;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** From the trail to the bell and to the letter box, with a real mail server at the end. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NotificationsTest {
    private final TestClockwork clock = new TestClockwork();
    private GreenMail mail;
    private TestApplication server;
    private Actor ada;
    private int made;

    @BeforeAll
    void start() {
        mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        server = TestApplication.start(
                clock,
                Map.of(
                        "SGEN_SMTP_URL",
                        "smtp://127.0.0.1:" + mail.getSmtp().getPort() + "?from=site@example.org",
                        "SGEN_ADMIN_URL",
                        "https://cms.example.org/admin"));
        ada = Actor.platform();
    }

    @AfterAll
    void stop() {
        server.close();
        mail.stop();
    }

    private Site site() {
        made++;
        return server.bean(Sites.class).create(ada, "news-" + made, "News & <Co> " + made, "growth");
    }

    private Actor.Operator member(Site site, String name, String role) {
        String address = name.toLowerCase(java.util.Locale.ROOT) + "-" + site.key() + "@example.org";
        Actor.Operator member = TestMembers.add(server.bean(SiteMembers.class), site.id(), address, name, role);
        server.bean(PasswordReset.class).reset(new Actor.Platform(null, null), address, "a long enough one");
        return member;
    }

    private SiteRecord page(Actor actor, Site site, String title) {
        Contents contents = new Contents(title, null, Json.object(), List.of());
        return server.bean(Publishing.class).create(actor, site.id(), Environment.STAGING, "page", contents);
    }

    private List<MimeMessage> to(String address) {
        List<MimeMessage> found = new ArrayList<>();
        for (MimeMessage message : mail.getReceivedMessages()) {
            try {
                if (Arrays.toString(message.getAllRecipients()).contains(address)) {
                    found.add(message);
                }
            } catch (jakarta.mail.MessagingException unreadable) {
                throw new IllegalStateException(unreadable);
            }
        }
        return found;
    }

    private List<Notification> told(Actor actor, Site site) {
        return server.bean(Notifications.class).list(actor, site.id(), false, 50, null);
    }

    @Test
    @Requirement({"SCHED-21", "NOTIF-4", "NOTIF-7", "NOTIF-8"})
    void a_trigger_that_fails_is_told_to_whoever_set_it_and_to_those_who_can_mend_it() throws Exception {
        Site site = site();
        Actor.Operator ann = member(site, "Ann", "author");
        Actor.Operator eve = member(site, "Eve", "editor");
        Actor.Operator vic = member(site, "Vic", "viewer");
        SiteRecord page = page(ann, site, "Opening <hours>");
        server.bean(Publishing.class)
                .schedule(
                        ann,
                        site.id(),
                        Environment.STAGING,
                        List.of(page.id()),
                        Schedule.Action.PUBLISH,
                        clock.now().plusSeconds(60));
        server.bean(SiteMembers.class).changeRole(ada, site.id(), ann.member(), "viewer");
        clock.advance(Duration.ofMinutes(2));

        await().untilAsserted(() -> assertThat(told(eve, site))
                .extracting(Notification::title)
                .contains("“Opening <hours>” was not published on schedule"));
        assertThat(told(ann, site)).extracting(Notification::kind).contains("schedule.fail", "member.change");
        assertThat(told(vic, site)).extracting(Notification::kind).doesNotContain("schedule.fail");
        Notification failed = told(eve, site).stream()
                .filter(n -> n.kind().equals("schedule.fail"))
                .findFirst()
                .orElseThrow();
        assertThat(failed.text()).contains("may not publish", "schedule it again");
        assertThat(failed.page()).isEqualTo("staging/audit/" + failed.entry());

        String address = "eve-" + site.key() + "@example.org";
        await().untilAsserted(() -> assertThat(to(address)).hasSize(1));
        MimeMessage letter = null;
        for (MimeMessage one : to(address)) {
            letter = one.getSubject().contains("schedule") ? one : letter;
        }
        assertThat(letter.getSubject())
                .isEqualTo("[" + site.name() + "] “Opening <hours>” was not published on schedule");
        String body = com.icegreen.greenmail.util.GreenMailUtil.getBody(letter);
        assertThat(body).contains("text/plain", "text/html");
        assertThat(new String(letter.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                .contains("&lt;hours&gt;")
                .contains("https://cms.example.org/admin/sites/" + site.key() + "/staging/audit/");

        assertThat(server.bean(Notifications.class).unread(eve, site.id())).isEqualTo(2);
        server.bean(Notifications.class).markRead(eve, site.id(), failed.id());
        assertThat(server.bean(Notifications.class).unread(eve, site.id())).isEqualTo(1);
        assertThat(server.bean(Notifications.class).unread(ann, site.id())).isGreaterThan(1);
    }

    @Test
    void an_invitation_goes_to_the_address_alone_and_opens_the_account_once() throws Exception {
        Site site = site();
        SiteMembers.Added added =
                server.bean(SiteMembers.class).add(ada, site.id(), "new-" + site.key() + "@example.org", "N", "author");
        assertThat(added.invitation()).isNull();
        assertThat(added.mailed()).isTrue();
        await().untilAsserted(() ->
                assertThat(to("new-" + site.key() + "@example.org")).hasSize(1));
        String body = new String(
                to("new-" + site.key() + "@example.org")
                        .getFirst()
                        .getInputStream()
                        .readAllBytes(),
                java.nio.charset.StandardCharsets.UTF_8);
        String secret = body.replaceAll("(?s).*?/admin/invitation/([\\w-]+).*", "$1");
        String kept = server.database()
                .jdbc()
                .sql("SELECT string_agg(row_to_json(m)::text, ' ') FROM mail m")
                .query(String.class)
                .single();
        assertThat(kept).doesNotContain(secret);

        Actor.Operator in = server.bean(InvitationAcceptance.class)
                .withNewPassword(secret, "Nina", "another long one", SignInOrigin.of("192.0.2.9"));
        assertThat(in.name()).isEqualTo("Nina");
        assertThat(server.bean(Invitations.class).find(secret)).isEmpty();
        assertThat(server.bean(SignIn.class).operator(in.member())).isPresent();

        Site second = site();
        server.bean(SiteMembers.class).add(ada, second.id(), "new-" + site.key() + "@example.org", null, "viewer");
        await().untilAsserted(() ->
                assertThat(to("new-" + site.key() + "@example.org")).hasSize(2));
        assertThat(to("new-" + site.key() + "@example.org").get(1).getSubject()).contains("invites you");
    }

    @Test
    @Requirement("NOTIF-9")
    void a_letter_waits_for_a_server_that_is_down_and_the_reason_can_be_read() throws Exception {
        Site site = site();
        GreenMail down = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        down.start();
        int port = down.getSmtp().getPort();
        down.stop();
        Outbox outbox = outbox("smtp://127.0.0.1:" + port);
        put(outbox, site, "later@example.org");
        // The server's own thread has another mail server and may be quicker: it takes what is due.
        String state = server.database()
                .jdbc()
                .sql("SELECT state FROM mail WHERE site_id = :site")
                .param("site", site.id().value())
                .query(String.class)
                .single();
        assertThat(state).isIn("waiting", "sent");
        assertThat(Outbox.pause(0)).isEqualTo(Duration.ofSeconds(30));
        assertThat(Outbox.pause(3)).isEqualTo(Duration.ofMinutes(4));
        assertThat(Outbox.pause(60)).isEqualTo(Duration.ofHours(6));

        SmtpSender smtpSender = new SmtpSender(settings("smtp://me:secretword@127.0.0.1:" + port + "?starttls=off"));
        try {
            smtpSender.send(UUID.randomUUID(), "later@example.org", letter("Hello"));
            org.junit.jupiter.api.Assertions.fail("nobody listens there");
        } catch (SmtpSender.Undelivered undelivered) {
            assertThat(undelivered.forGood()).isFalse();
            assertThat(undelivered.getMessage()).isNotBlank().doesNotContain("secretword");
        }
    }

    @Test
    void no_name_begins_another_header() throws Exception {
        SmtpSender smtpSender =
                new SmtpSender(settings("smtp://127.0.0.1:" + mail.getSmtp().getPort()));
        smtpSender.send(
                UUID.randomUUID(),
                "one@example.org",
                letter("Hello\r\nBcc: evil@example.org\r\n\r\n<b>body</b>\u2028\u0000"));
        assertThat(to("evil@example.org")).isEmpty();
        MimeMessage got = to("one@example.org").getFirst();
        assertThat(got.getHeader("Bcc")).isNull();
        assertThat(got.getSubject()).startsWith("Hello  Bcc: evil@example.org");
        for (String address : List.of("a@b\r\nBcc: evil@example.org", "a@b, evil@example.org", "no address")) {
            try {
                smtpSender.send(UUID.randomUUID(), address, letter("x"));
                org.junit.jupiter.api.Assertions.fail("this is no address: " + address);
            } catch (SmtpSender.Undelivered refused) {
                assertThat(refused.forGood()).isTrue();
            }
        }
    }

    @Test
    void two_nodes_send_nothing_twice() throws Exception {
        Site site = site();
        Outbox first = outbox("smtp://127.0.0.1:" + mail.getSmtp().getPort());
        Outbox second = outbox("smtp://127.0.0.1:" + mail.getSmtp().getPort());
        server.bean(TransactionTemplate.class).executeWithoutResult(tx -> {
            List<Outbox.Addressed> many = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                many.add(new Outbox.Addressed("many-" + i + "@example.org", letter("Letter " + i)));
            }
            first.put(site.id(), many);
        });
        try (ExecutorService both = Executors.newFixedThreadPool(2)) {
            var one = both.submit(first::sendDue);
            var two = both.submit(second::sendDue);
            one.get();
            two.get();
        }
        await().untilAsserted(() -> {
            for (int i = 0; i < 30; i++) {
                assertThat(to("many-" + i + "@")).as("letter " + i).hasSize(1);
            }
        });
    }

    @Test
    void whoever_wants_no_mail_gets_none_and_is_told_in_the_admin_all_the_same() {
        Site site = site();
        Actor.Operator eve = member(site, "Eva", "editor");
        Actor.Operator bob = member(site, "Bob", "editor");
        server.bean(Notifications.class).byMail(eve, site.id(), false);
        SiteRecord page = page(bob, site, "Quiet");
        server.bean(Publishing.class)
                .schedule(
                        bob,
                        site.id(),
                        Environment.STAGING,
                        List.of(page.id()),
                        Schedule.Action.PUBLISH,
                        clock.now().plusSeconds(60));
        server.bean(SiteMembers.class).remove(ada, site.id(), bob.member());
        clock.advance(Duration.ofMinutes(2));
        await().untilAsserted(() ->
                assertThat(told(eve, site)).extracting(Notification::kind).contains("schedule.fail"));
        assertThat(to("eva-" + site.key() + "@")).isEmpty();
    }

    @Test
    void the_api_lists_counts_and_marks_the_callers_own() {
        Site site = site();
        Actor.Operator cy = member(site, "Cy", "editor");
        await().untilAsserted(() -> assertThat(told(cy, site)).hasSize(1));
        String path = "/sites/" + site.key() + "/notifications";
        // The first administrator stands on the roster as well; what Cy was told is not theirs.
        JsonNode mine = server.api("GET", path, null).json();
        assertThat(mine.path("items").valueStream().map(n -> n.path("id").asString()))
                .doesNotContain(told(cy, site).getFirst().id().toString());
        assertThat(server.api(
                                "POST",
                                path + "/read",
                                Map.of("id", told(cy, site).getFirst().id()))
                        .status())
                .isEqualTo(404);
        assertThat(server.api("POST", path + "/read", Map.of())
                        .json()
                        .path("marked")
                        .isInt())
                .isTrue();
        assertThat(server.api("GET", path + "?unread=true", null)
                        .json()
                        .path("unread")
                        .asInt())
                .isZero();
        assertThat(server.api("PUT", path + "/mail", Map.of("mail", false))
                        .json()
                        .path("mail")
                        .asBoolean(true))
                .isFalse();
        assertThat(server.api("GET", path + "/mail", null)
                        .json()
                        .path("available")
                        .asBoolean())
                .isTrue();
    }

    private static dev.sgen.platform.settings.Settings settings(String smtp) {
        return dev.sgen.platform.settings.Settings.of(Map.of("SGEN_SMTP_URL", smtp));
    }

    private static MailMessage letter(String subject) {
        return new MailMessage(subject, "Text", null, "", "Because.");
    }

    private Outbox outbox(String smtp) {
        return new Outbox(
                server.database().jdbc(),
                server.database().transactions(),
                clock,
                server.bean(MailEncryption.class),
                new SmtpSender(settings(smtp)));
    }

    private void put(Outbox outbox, Site site, String address) {
        server.bean(TransactionTemplate.class)
                .executeWithoutResult(
                        tx -> outbox.put(site.id(), List.of(new Outbox.Addressed(address, letter("Hello")))));
    }
}
