package dev.sgen.member;

import dev.sgen.vocabulary.MemberId;
import dev.sgen.vocabulary.SiteId;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lists the members of a site with their rights, for modules that send notifications. It checks no permission. */
@Component
public class Contacts {
    private final JdbcClient jdbc;

    Contacts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A member of a site.
     *
     * @param signsIn whether the member has accepted and has a password; false for a program's account, which gets no
     *     mail
     */
    public record Contact(MemberId id, String name, String email, boolean signsIn, Rights rights) {
        @Override
        public String toString() {
            return "Contact[" + id + "]";
        }
    }

    /** All members of the site. */
    public Stream<Contact> of(SiteId site) {
        return jdbc
                .sql("""
                        SELECT m.id, m.name, m.email, m.password_hash IS NOT NULL AND ms.accepted_at IS NOT NULL AS signs_in,
                               false AS installation_administrator, ms.role, r.grants, NULL::text[] AS limits, false AS approved_only
                        FROM membership ms JOIN member m ON m.id = ms.member_id
                        LEFT JOIN role r ON r.site_id = ms.site_id AND r.key = ms.role
                        WHERE ms.site_id = :site""")
                .param("site", site.value())
                .query((row, n) -> new Contact(
                        new MemberId(row.getObject("id", UUID.class)),
                        row.getString("name"),
                        row.getString("email"),
                        row.getBoolean("signs_in"),
                        Members.read(row)))
                .list()
                .stream();
    }
}
