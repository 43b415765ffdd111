package dev.sgen.member;

import dev.sgen.vocabulary.Environment;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One permission in one environment (C-40). Written {@code publish:staging} it applies to records of every type,
 * written {@code publish:staging:post} to one type only.
 *
 * @param type key of the one content type it applies to; null for all types, including those created later
 */
public record Grant(
        Permission permission,
        Environment environment,
        @Nullable String type) implements Comparable<Grant> {
    private static final Comparator<Grant> ORDER = Comparator.comparing(Grant::permission)
            .thenComparing(Grant::environment)
            .thenComparing(Grant::type, Comparator.nullsFirst(Comparator.naturalOrder()));
    private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9-]{1,39}");
    private static final int PARTS = 3;

    public Grant(Permission permission, Environment environment) {
        this(permission, environment, null);
    }

    /** The written form used in roles, tokens and JSON. */
    public String word() {
        return permission.key() + ":" + environment.key() + (type == null ? "" : ":" + type);
    }

    /** The same permission and environment, for every type. */
    Grant whole() {
        return type == null ? this : new Grant(permission, environment);
    }

    /** Parses the written form; empty if it names no existing permission and environment. */
    public static Optional<Grant> ofWord(@Nullable String word) {
        String[] parts = word == null ? new String[0] : word.split(":", -1);
        if (parts.length < 2 || parts.length > PARTS) {
            return Optional.empty();
        }
        String type = parts.length == PARTS ? parts[2] : null;
        return Permission.ofKey(parts[0])
                .filter(permission -> type == null
                        || (permission.perType() && TYPE.matcher(type).matches()))
                .flatMap(permission -> permission.environments().stream()
                        .filter(environment -> environment.key().equals(parts[1]))
                        .findFirst()
                        .map(environment -> new Grant(permission, environment, type)));
    }

    /**
     * Parses stored words. Drops words that no longer exist, and words for one type if the same grant for all types is
     * present.
     */
    static Set<Grant> ofWords(Collection<String> words) {
        Set<Grant> all = words.stream().flatMap(word -> ofWord(word).stream()).collect(Collectors.toSet());
        return all.stream()
                .filter(g -> g.type() == null || !all.contains(g.whole()))
                .collect(Collectors.toUnmodifiableSet());
    }

    static List<String> words(Collection<Grant> grants) {
        return grants.stream().sorted().map(Grant::word).toList();
    }

    /** Every permission in every environment where it can be granted. */
    public static Set<Grant> all() {
        return Arrays.stream(Permission.values())
                .flatMap(p -> p.environments().stream().map(e -> new Grant(p, e)))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public int compareTo(Grant other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return word();
    }
}
