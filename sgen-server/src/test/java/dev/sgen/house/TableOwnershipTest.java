package dev.sgen.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.support.Invariant;
import dev.sgen.support.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every table belongs to one module, and that module alone writes it. A new table is claimed here. */
class TableOwnershipTest {
    private static final Map<String, Set<String>> OWNED = Map.ofEntries(
            Map.entry("audit", Set.of("audit_entry", "audit_subject", "audit_head", "trail_cursor")),
            Map.entry("site", Set.of("account", "site", "site_host")),
            Map.entry(
                    "member",
                    Set.of("member", "membership", "role", "token", "setup", "invitation", "sign_in_attempt")),
            Map.entry("content", Set.of("content_type", "content_type_version")),
            Map.entry("media", Set.of("blob")),
            Map.entry(
                    "publishing",
                    Set.of(
                            "record",
                            "version",
                            "reference",
                            "coordinate",
                            "visibility",
                            "environment_state",
                            "public_words",
                            "words_due",
                            "refresh_step",
                            "approval",
                            "approval_record")),
            Map.entry("importing", Set.of("import_run", "import_item", "import_source")),
            Map.entry("forms", Set.of("submission")),
            Map.entry("release", Set.of("release", "release_item")),
            Map.entry("notification", Set.of("notice", "notice_silence", "mail", "underway")),
            Map.entry("preview", Set.of("preview")),
            Map.entry("api", Set.of("idempotency")));

    /** A site is born with its two environments and its first member, in one statement; nothing else is shared. */
    private static final Set<String> BIRTH = Set.of("site environment_state", "site membership");

    /** Written by libraries, each by itself. */
    private static final Set<String> FOREIGN =
            Set.of("flyway_schema_history", "spring_session", "spring_session_attributes");

    private static final Pattern WRITES = Pattern.compile(
            "(?:INSERT INTO|DELETE FROM|(?<!FOR )(?<!DO )UPDATE)\\s+([a-z_]+)(?=\\s)", Pattern.CASE_INSENSITIVE);

    @Test
    void every_table_is_claimed_by_exactly_one_module() {
        List<String> tables = TestDatabase.fresh()
                .jdbc()
                .sql("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
                .query(String.class)
                .list();
        List<String> claimed = new ArrayList<>();
        OWNED.values().forEach(claimed::addAll);

        assertThat(claimed).doesNotHaveDuplicates();
        assertThat(tables.stream().filter(table -> !FOREIGN.contains(table)))
                .containsExactlyInAnyOrderElementsOf(claimed);
    }

    @Test
    void only_the_owner_of_a_table_writes_it() {
        Map<String, String> ownerOf = new LinkedHashMap<>();
        OWNED.forEach((module, tables) -> tables.forEach(table -> ownerOf.put(table, module)));
        List<String> trespasses = new ArrayList<>();
        SourceTest.sources()
                .filter(file -> file.toString().contains("sgen-server/src/main/java/"))
                .forEach(file -> {
                    String module = moduleOf(file);
                    Matcher writes = WRITES.matcher(String.join("\n", SourceTest.lines(file)));
                    while (writes.find()) {
                        String owner = ownerOf.get(writes.group(1));
                        boolean born = BIRTH.contains(module + " " + writes.group(1));
                        if (owner != null && !owner.equals(module) && !born) {
                            trespasses.add(file.getFileName() + " of " + module + " writes " + writes.group(1) + " of "
                                    + owner);
                        }
                    }
                });

        assertThat(trespasses).isEmpty();
    }

    @Test
    @Invariant(15)
    void every_table_of_a_site_leads_with_the_sites_id() {
        // Tables of the whole installation: few, small, and listed.
        Set<String> global =
                Set.of("account", "site", "member", "token", "setup", "invitation", "sign_in_attempt", "idempotency");
        List<String> others =
                TestDatabase.fresh().jdbc().sql("""
                        SELECT t.table_name FROM information_schema.tables t
                        WHERE t.table_schema = 'public' AND t.table_type = 'BASE TABLE'
                          AND NOT EXISTS (
                            SELECT 1 FROM pg_index i JOIN pg_attribute a
                              ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
                            WHERE i.indisprimary AND a.attname = 'site_id'
                              AND i.indrelid = quote_ident(t.table_name)::regclass)""").query(String.class).list();

        assertThat(others.stream().filter(table -> !FOREIGN.contains(table)))
                .containsExactlyInAnyOrderElementsOf(global);
    }

    private static String moduleOf(Path file) {
        String path = file.toString();
        return path.substring(path.indexOf("dev/sgen/") + "dev/sgen/".length()).replaceFirst("/.*", "");
    }
}
