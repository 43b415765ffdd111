package dev.sgen.notification;

import dev.sgen.platform.Json;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.vocabulary.SiteId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Mail that has to go out. It is written in the transaction of what it tells of, so a crash loses none; the
 * row is locked while it is sent, so that no other node sends it too; one that the server doesn't take is
 * tried again, later each time, for about a day.
 */
@Component
class Outbox {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(6);
    private static final int MOST_ATTEMPTS = 12;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final TimeAndIds time;
    private final MailEncryption mailEncryption;
    private final SmtpSender smtpSender;

    Outbox(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            TimeAndIds time,
            MailEncryption mailEncryption,
            SmtpSender smtpSender) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.time = time;
        this.mailEncryption = mailEncryption;
        this.smtpSender = smtpSender;
    }

    /** A letter and whom it is for. */
    record Addressed(String recipient, MailMessage letter) {}

    /** Lays letters out; nothing happens where no mail server is set. Call inside a transaction. */
    void put(SiteId site, List<Addressed> letters) {
        if (letters.isEmpty() || !smtpSender.open()) {
            return;
        }
        List<Map<String, Object>> rows = letters.stream().map(this::row).toList();
        jdbc.sql("""
                        INSERT INTO mail (site_id, id, recipient, subject, letter, state, created_at, next_at, attempts)
                        SELECT :site, r.id, r.recipient, r.subject, decode(r.letter, 'base64'), 'waiting', :now, :now, 0
                        FROM jsonb_to_recordset(CAST(:rows AS jsonb))
                             AS r (id uuid, recipient text, subject text, letter text)""")
                .param("site", site.value())
                .param("now", time.now().atOffset(ZoneOffset.UTC))
                .param("rows", Json.write(rows))
                .update();
    }

    private Map<String, Object> row(Addressed addressed) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", time.newId());
        row.put("recipient", addressed.recipient());
        row.put("subject", addressed.letter().subject());
        row.put("letter", Base64.getEncoder().encodeToString(mailEncryption.seal(addressed.letter())));
        return row;
    }

    /** Sends what is due, one letter after another, and says how many went out. */
    int sendDue() {
        int sent = 0;
        while (smtpSender.open()) {
            Optional<Boolean> one = Objects.requireNonNull(transaction.execute(tx -> sendOne()));
            if (one.isEmpty()) {
                return sent;
            }
            sent += one.get() ? 1 : 0;
        }
        return sent;
    }

    private record Due(SiteId site, UUID id, String recipient, byte[] letter, int attempts) {}

    private Optional<Boolean> sendOne() {
        Instant now = time.now();
        Due due = jdbc.sql("""
                        SELECT site_id, id, recipient, letter, attempts FROM mail
                        WHERE state = 'waiting' AND next_at <= :now
                        ORDER BY next_at LIMIT 1 FOR UPDATE SKIP LOCKED""")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query((row, n) -> new Due(
                        new SiteId(row.getObject("site_id", UUID.class)),
                        row.getObject("id", UUID.class),
                        row.getString("recipient"),
                        row.getBytes("letter"),
                        row.getInt("attempts")))
                .optional()
                .orElse(null);
        if (due == null) {
            return Optional.empty();
        }
        try {
            smtpSender.send(due.id(), due.recipient(), mailEncryption.open(due.letter()));
            settle(due, "sent", now, null);
            return Optional.of(true);
        } catch (SmtpSender.Undelivered undelivered) {
            boolean over = undelivered.forGood() || due.attempts() + 1 >= MOST_ATTEMPTS;
            settle(due, over ? "failed" : "waiting", now.plus(pause(due.attempts())), undelivered.getMessage());
        } catch (IllegalStateException sealedOtherwise) {
            settle(due, "failed", now, sealedOtherwise.getMessage());
        }
        return Optional.of(false);
    }

    static Duration pause(int attempts) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts, 20));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    /** What it said is dropped once nobody needs it any more. */
    private void settle(Due due, String state, Instant next, @Nullable String error) {
        jdbc.sql("""
                        UPDATE mail SET state = :state, attempts = attempts + 1, next_at = :next, error = :error,
                               letter = CASE WHEN :state = 'waiting' THEN letter END
                        WHERE site_id = :site AND id = :id""")
                .param("state", state)
                .param("next", next.atOffset(ZoneOffset.UTC))
                .param("error", error)
                .param("site", due.site().value())
                .param("id", due.id())
                .update();
    }

    /** Mail of a site that didn't get through, newest first (NOTIF-9). */
    List<Notifications.Undelivered> undelivered(SiteId site, int most) {
        return jdbc.sql("""
                        SELECT recipient, subject, state, attempts, error, created_at FROM mail
                        WHERE site_id = :site AND error IS NOT NULL AND state <> 'sent'
                        ORDER BY id DESC LIMIT :most""")
                .param("site", site.value())
                .param("most", most)
                .query((row, n) -> new Notifications.Undelivered(
                        row.getString("recipient"),
                        row.getString("subject"),
                        row.getString("state").equals("failed"),
                        row.getInt("attempts"),
                        row.getString("error"),
                        row.getTimestamp("created_at").toInstant()))
                .list();
    }
}
