package dev.sgen.publishing;

import dev.sgen.content.Contents;
import dev.sgen.member.Permission;
import dev.sgen.member.Rights;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A record to be written by an import, a starter or an upload.
 *
 * @param record its identity: a fresh id for a new record, the existing id for a change
 * @param expectedWorking the working version the change is based on; null for a new record
 * @param contents validated contents
 * @param wish the state the record is to have
 * @param at the moment for {@link Wish#SCHEDULED}, UTC; else null
 */
public record IncomingRecord(
        RecordId record,
        String type,
        @Nullable Integer expectedWorking,
        Contents contents,
        Wish wish,
        @Nullable Instant at) {

    /** The state that a record is imported with. */
    public enum Wish {
        DRAFT,
        PUBLISHED(Permission.PUBLISH),
        SCHEDULED(Permission.SCHEDULE, Permission.PUBLISH),
        ARCHIVED(Permission.ARCHIVE);

        private final List<Permission> needs;

        Wish(Permission... needs) {
            this.needs = List.of(needs);
        }

        /**
         * The permissions that the same operation by hand requires, in addition to the import permission (invariants 16
         * and 26).
         */
        public List<Permission> needs() {
            return needs;
        }
    }

    /**
     * Checks that the actor could give each record its state by hand as well (invariants 16 and 26).
     *
     * @throws dev.sgen.vocabulary.Refused forbidden, if a permission is missing
     */
    public static void require(Rights rights, Environment environment, List<IncomingRecord> incomingRecord) {
        Map<Wish, Set<String>> types = new EnumMap<>(Wish.class);
        incomingRecord.forEach(item ->
                types.computeIfAbsent(item.wish(), w -> new LinkedHashSet<>()).add(item.type()));
        types.forEach((wish, of) -> wish.needs().forEach(permission -> rights.require(permission, environment, of)));
    }
}
