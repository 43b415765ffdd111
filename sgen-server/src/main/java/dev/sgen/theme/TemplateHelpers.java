package dev.sgen.theme;

import com.github.jknack.handlebars.Context;
import com.github.jknack.handlebars.Decorator;
import com.github.jknack.handlebars.Helper;
import com.github.jknack.handlebars.Options;
import com.github.jknack.handlebars.helper.DefaultHelperRegistry;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The only words a template knows: {@code if unless each with lookup}. Those that load, include or log are gone. */
final class TemplateHelpers extends DefaultHelperRegistry {
    private static final Set<String> AS_IN_THE_LIBRARY = Set.of("if", "unless", "with");
    private static final Helper<Object> EACH = TemplateHelpers::each;
    private static final Helper<Object> LOOKUP = TemplateHelpers::lookup;

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // null is how the library learns that a word is no helper
    public <C> Helper<C> helper(String name) {
        return switch (name) {
            case "each" -> (Helper<C>) EACH;
            case "lookup" -> (Helper<C>) LOOKUP;
            default -> AS_IN_THE_LIBRARY.contains(name) ? super.helper(name) : null;
        };
    }

    @Override
    @SuppressWarnings("NullAway") // as above; without decorators a template can't define partials of its own
    public Decorator decorator(String name) {
        return null;
    }

    private static Object each(@Nullable Object value, Options options) throws IOException {
        Iterator<?> items = switch (value) {
            case Iterable<?> list -> list.iterator();
            case Map<?, ?> map -> map.entrySet().iterator();
            case null, default -> List.of().iterator();
        };
        if (!items.hasNext()) {
            return options.inverse();
        }
        Options.Buffer out = options.buffer();
        for (int index = 0; items.hasNext(); index++) {
            RenderBudget.step();
            Object item = items.next();
            Object key = index;
            if (item instanceof Map.Entry<?, ?> field) {
                key = field.getKey();
                item = field.getValue();
            }
            Context round = Context.newContext(options.context, item == null ? "" : item)
                    .combine("@key", key)
                    .combine("@index", index)
                    .combine("@first", index == 0 ? "first" : "")
                    .combine("@last", items.hasNext() ? "" : "last");
            CharSequence text = options.apply(options.fn, round, List.of(item == null ? "" : item, key));
            RenderBudget.text(text.length());
            out.append(text);
        }
        return out;
    }

    /** As the library's own, but through maps and lists only, never through methods. */
    private static @Nullable Object lookup(@Nullable Object from, Options options) {
        String key = String.valueOf(options.param(0, (Object) ""));
        return switch (from) {
            case List<?> list
            when key.matches("\\d{1,6}") && Integer.parseInt(key) < list.size() -> list.get(Integer.parseInt(key));
            case Map<?, ?> map -> map.get(key);
            case null, default -> "";
        };
    }
}
