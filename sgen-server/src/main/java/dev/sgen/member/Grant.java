package dev.sgen.member;

import dev.sgen.vocabulary.Environment;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One permission in one environment, written {@code publish:staging}: a cell of the grid (C-40). */
public record Grant(Permission permission, Environment environment) implements Comparable<Grant> {
    private static final Comparator<Grant> ORDER =
            Comparator.comparing(Grant::permission).thenComparing(Grant::environment);

    /** The word in roles, tokens and JSON. */
    public String word() {
        return permission.key() + ":" + environment.key();
    }

    /** Reads a word; empty for anything that names no cell of the grid. */
    public static Optional<Grant> ofWord(@Nullable String word) {
        int colon = word == null ? -1 : word.indexOf(':');
        if (word == null || colon < 0) {
            return Optional.empty();
        }
        String place = word.substring(colon + 1);
        return Permission.ofKey(word.substring(0, colon))
                .flatMap(permission -> permission.environments().stream()
                        .filter(environment -> environment.key().equals(place))
                        .findFirst()
                        .map(environment -> new Grant(permission, environment)));
    }

    /** Reads stored words; one that is no longer in the grid grants nothing. */
    static Set<Grant> ofWords(Collection<String> words) {
        return words.stream().flatMap(word -> ofWord(word).stream()).collect(Collectors.toUnmodifiableSet());
    }

    static List<String> words(Collection<Grant> grants) {
        return grants.stream().sorted().map(Grant::word).toList();
    }

    /** The whole grid. */
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
