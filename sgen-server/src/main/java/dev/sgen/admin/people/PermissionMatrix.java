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
 * Permission by environment by content type, as boxes to tick.
 *
 * @param name the field under which ticked words are sent
 */
public record PermissionMatrix(String name, List<Row> rows) {
    /** One permission; a cell is null where it can't be granted. */
    public record Row(
            String permission,
            String meaning,
            @Nullable Cell staging,
            @Nullable Cell live) {}

    /**
     * One permission in one environment.
     *
     * @param word what ticking it for every type sends
     * @param all whether it is ticked for every type
     * @param types the types it can be ticked for alone; empty where it isn't about records
     */
    public record Cell(String word, boolean all, List<Only> types) {
        /** How many types are ticked alone. */
        public long some() {
            return types.stream().filter(Only::ticked).count();
        }
    }

    /** A cell for one content type. */
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
