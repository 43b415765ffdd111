package dev.sgen.member;

import dev.sgen.vocabulary.MemberId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A member as this module keeps it: one per e-mail address in the installation, on the rosters of many sites. */
record Person(
        MemberId id, String email, String name, @Nullable String passwordHash, boolean installationAdministrator) {
    private static final Pattern EMAIL =
            Pattern.compile("[^\\s@<>,;:\"()\\[\\]\\\\]{1,64}@[^\\s@<>,;:\"()\\[\\]\\\\]{1,190}");
    private static final int MAX_NAME = 120;

    static Optional<Person> byEmail(JdbcClient jdbc, String email) {
        return jdbc.sql("SELECT * FROM member WHERE lower(email) = :email")
                .param("email", folded(email))
                .query((row, n) -> read(row))
                .optional();
    }

    static Optional<Person> byId(JdbcClient jdbc, MemberId id) {
        return jdbc.sql("SELECT * FROM member WHERE id = :id")
                .param("id", id.value())
                .query((row, n) -> read(row))
                .optional();
    }

    /** Two spellings of an address that differ in case are one account. */
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
                row.getBoolean("installation_administrator"));
    }
}
