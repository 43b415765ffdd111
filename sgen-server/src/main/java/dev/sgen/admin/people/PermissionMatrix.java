package dev.sgen.admin.people;

import dev.sgen.content.ContentType;
import dev.sgen.member.Grant;
import dev.sgen.member.Permission;
import dev.sgen.vocabulary.Environment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checkboxes for grants: permission by environment by content type.
 *
 * @param name the form field under which ticked grants are sent
 */
public record PermissionMatrix(String name, List<Row> rows) {
    /** One permission; a cell is null if the permission does not exist in that environment. */
    public record Row(
            String permission,
            String meaning,
            @Nullable Cell staging,
            @Nullable Cell live) {}

    /**
     * One permission in one environment.
     *
     * @param word the grant that is sent if it is ticked for all types
     * @param all whether it is ticked for all types
     * @param types the content types it can be granted for; empty if the permission is not about records
     */
    public record Cell(String word, boolean all, List<Only> types) {
        /** The number of content types for which it is ticked individually. */
        public long some() {
            return types.stream().filter(Only::ticked).count();
        }
    }

    /** The checkbox of one content type. */
    public record Only(String word, String label, boolean ticked) {}

    static PermissionMatrix of(String name, Collection<String> held, List<ContentType> types) {
        Set<String> words = Set.copyOf(held);
        return new PermissionMatrix(
                name,
                Arrays.stream(Permission.values())
                        .filter(Permission::grantable)
                        .map(p -> new Row(
                                p.key(),
                                p.meaning(),
                                cell(p, Environment.STAGING, words, types),
                                cell(p, Environment.LIVE, words, types)))
                        .toList());
    }

    private static @Nullable Cell cell(Permission p, Environment e, Set<String> words, List<ContentType> types) {
        if (!p.environments().contains(e)) {
            return null;
        }
        String word = new Grant(p, e).word();
        List<Only> only = new ArrayList<>();
        if (p.perType()) {
            types.forEach(
                    t -> only.add(new Only(word + ":" + t.key(), t.name(), words.contains(word + ":" + t.key()))));
        }
        return new Cell(word, words.contains(word), only);
    }
}
