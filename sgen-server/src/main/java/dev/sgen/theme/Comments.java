package dev.sgen.theme;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Comments that came with imported posts, answers under what they answer, in one flat list with depths. */
final class Comments {
    private static final int MAX_DEPTH = 4;
    private static final Set<String> REFERRALS = Set.of("pingback", "trackback");

    private Comments() {}

    static List<Map<String, Object>> of(JsonNode comments, ThemeMessages themeMessages) {
        Map<String, List<JsonNode>> answers = new HashMap<>();
        Set<String> known = new HashSet<>();
        comments.forEach(each -> known.add(ContentFields.text(each, "id")));
        for (JsonNode each : comments) {
            String parent = ContentFields.text(each, "parent");
            boolean answer =
                    !parent.isEmpty() && known.contains(parent) && !parent.equals(ContentFields.text(each, "id"));
            answers.computeIfAbsent(answer ? parent : "", key -> new ArrayList<>())
                    .add(each);
        }
        List<Map<String, Object>> out = new ArrayList<>();
        add(answers, "", 0, new HashSet<>(), themeMessages, out);
        return out;
    }

    private static void add(
            Map<String, List<JsonNode>> answers,
            String parent,
            int depth,
            Set<String> seen,
            ThemeMessages themeMessages,
            List<Map<String, Object>> out) {
        if (depth > 50 || !seen.add(parent)) {
            return;
        }
        for (JsonNode comment : answers.getOrDefault(parent, List.of())) {
            Map<String, Object> each = new HashMap<>();
            String author = ContentFields.text(comment, "author");
            each.put("author", author.isBlank() ? "Anonymous" : author);
            Instant at = ContentFields.moment(comment, "date");
            each.put("date", at == null ? "" : themeMessages.date(at));
            each.put("text", Html.plain(ContentFields.text(comment, "text")));
            each.put("depth", Math.min(depth, MAX_DEPTH));
            each.put("referral", REFERRALS.contains(ContentFields.text(comment, "kind")));
            out.add(each);
            String id = ContentFields.text(comment, "id");
            if (!id.isEmpty()) {
                add(answers, id, depth + 1, seen, themeMessages, out);
            }
        }
    }
}
