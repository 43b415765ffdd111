package dev.sgen.member;

import dev.sgen.vocabulary.MemberId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * An account. Of the accounts with the same address at most one is proven, which means that the address is known to
 * belong to its owner. The others count for the address only on the sites whose invitation links they accepted (A3).
 *
 * @param passwordHash null if nobody can sign in to it
 * @param provenAt when the address was proven: by a mailed link, at the server's terminal, or by an upgrade from before
 *     this rule; else null
 */
record Person(
        MemberId id,
        String email,
        String name,
        @Nullable String passwordHash,
        boolean installationAdministrator,
        @Nullable Instant provenAt) {
    private static final Pattern EMAIL =
            Pattern.compile("[^\\s@<>,;:\"()\\[\\]\\\\]{1,64}@[^\\s@<>,;:\"()\\[\\]\\\\]{1,190}");
    private static final int MAX_NAME = 120;

    /** The proven account of the address. */
    static Optional<Person> proven(JdbcClient jdbc, String email) {
        return byEmail(jdbc, email).stream().filter(p -> p.provenAt() != null).findFirst();
    }

    /** All accounts of an address: the proven one first, then those with a password; otherwise oldest first. */
    static List<Person> byEmail(JdbcClient jdbc, String email) {
        return jdbc.sql("""
                        SELECT * FROM member WHERE lower(email) = :email
                        ORDER BY proven_at IS NULL, password_hash IS NULL, id""")
                .param("email", folded(email))
                .query((row, n) -> read(row))
                .list();
    }

    /** Adds an account. Without a password hash nobody can sign in to it yet. */
    static void insert(JdbcClient jdbc, Person person, Instant now) {
        jdbc.sql("""
                        INSERT INTO member (id, email, name, password_hash, installation_administrator, created_at, proven_at)
                        VALUES (:id, :email, :name, :hash, :administrator, :now, :proven)""")
                .param("id", person.id().value())
                .param("email", person.email())
                .param("name", person.name())
                .param("hash", person.passwordHash())
                .param("administrator", person.installationAdministrator())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param(
                        "proven",
                        person.provenAt() == null ? null : person.provenAt().atOffset(ZoneOffset.UTC),
                        Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
    }

    static Optional<Person> byId(JdbcClient jdbc, MemberId id) {
        return jdbc.sql("SELECT * FROM member WHERE id = :id")
                .param("id", id.value())
                .query((row, n) -> read(row))
                .optional();
    }

    /** The address in lower case and stripped: addresses that differ only in case are one account. */
    static String folded(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }

    static boolean isEmail(String text) {
        return EMAIL.matcher(text).matches() && text.chars().noneMatch(Character::isISOControl);
    }

    static boolean isName(String text) {
        return !text.isBlank() && text.length() <= MAX_NAME && text.chars().noneMatch(Character::isISOControl);
    }

    private static Person read(ResultSet row) throws SQLException {
        return new Person(
                new MemberId(row.getObject("id", UUID.class)),
                row.getString("email"),
                row.getString("name"),
                row.getString("password_hash"),
                row.getBoolean("installation_administrator"),
                Optional.ofNullable(row.getTimestamp("proven_at"))
                        .map(Timestamp::toInstant)
                        .orElse(null));
    }
}
