package dev.sgen.api;

import dev.sgen.vocabulary.BadRequest;
import dev.sgen.vocabulary.FieldError;
import dev.sgen.vocabulary.Refused;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How lists are asked for and answered: {@code limit} and {@code cursor} in, {@code items} and {@code next} out. */
final class Paging {
    static final int MAX_LIMIT = 200;
    static final int USUAL_LIMIT = 50;

    private Paging() {}

    /**
     * One page.
     *
     * @param next what to send as {@code cursor} for the next page; null on the last one
     */
    record Page<T>(List<T> items, @Nullable String next) {
        <R> Page<R> map(Function<T, R> shape) {
            return new Page<>(items.stream().map(shape).toList(), next);
        }
    }

    /**
     * Reads {@code limit}; without one a page has 50 items.
     *
     * @throws Refused {@link BadRequest} for anything but 1 to 200 (T37)
     */
    static int limit(@Nullable String text) {
        if (text == null) {
            return USUAL_LIMIT;
        }
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MAX_LIMIT) {
                return limit;
            }
        } catch (NumberFormatException notANumber) {
            throw new Refused(oddLimit(), notANumber);
        }
        throw new Refused(oddLimit());
    }

    /** The position after which a page ends, as a cursor; it says nothing that the list doesn't. */
    static String cursor(String position) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(position.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads {@code cursor}.
     *
     * @throws Refused {@link BadRequest} for one that no list handed out
     */
    static Optional<String> position(@Nullable String cursor) {
        if (cursor == null) {
            return Optional.empty();
        }
        try {
            String position = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            if (cursor(position).equals(cursor)) {
                return Optional.of(position);
            }
        } catch (IllegalArgumentException noBase64) {
            throw new Refused(oddCursor(), noBase64);
        }
        throw new Refused(oddCursor());
    }

    /** A page of a list that is short enough to be read whole; the cursor names the last item handed out. */
    static <T> Page<T> of(List<T> all, Function<T, String> id, @Nullable String limit, @Nullable String cursor) {
        int size = limit(limit);
        int from = position(cursor).map(last -> after(all, id, last)).orElse(0);
        List<T> items = all.subList(from, Math.min(all.size(), from + size));
        boolean more = from + items.size() < all.size();
        return new Page<>(items, more ? cursor(id.apply(items.getLast())) : null);
    }

    private static <T> int after(List<T> all, Function<T, String> id, String last) {
        for (int i = 0; i < all.size(); i++) {
            if (id.apply(all.get(i)).equals(last)) {
                return i + 1;
            }
        }
        throw new Refused(oddCursor());
    }

    private static BadRequest oddLimit() {
        return new BadRequest(
                "limit is a number from 1 to " + MAX_LIMIT + ".",
                List.of(new FieldError("limit", "Use a number from 1 to " + MAX_LIMIT + ".")));
    }

    private static BadRequest oddCursor() {
        return new BadRequest(
                "This cursor is none that the list handed out, or its item is gone. Begin again without one.",
                List.of(new FieldError("cursor", "Begin again without a cursor.")));
    }
}
