package dev.sgen.importing.wordpress;

import dev.sgen.content.PlainText;
import dev.sgen.importing.source.ForeignText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Reports what is lost of the declared categories, tags and menus. Terms are imported by name with the items that have
 * them; unused terms, descriptions and the hierarchy are lost.
 */
final class WxrTerms {
    private static final int TOGETHER = 10;
    private static final int NAME = 80;
    private static final int DESCRIPTION = 800;

    private final Map<WxrExport.Term, WxrExport.Declared> declared = new LinkedHashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private final Set<String> used = new HashSet<>();

    private WxrTerms(WxrExport wxrExport, BiPredicate<WxrExport.Post, WxrExport.Term> keeps) {
        for (WxrExport.Declared one : wxrExport.terms()) {
            declared.putIfAbsent(one.term(), one);
            names.putIfAbsent(key(one.term().domain(), one.term().key()), name(one.term()));
        }
        for (WxrExport.Post post : wxrExport.posts()) {
            for (WxrExport.Term term : post.terms()) {
                if (keeps.test(post, term)) {
                    used.add(key(term.domain(), term.key().isEmpty() ? term.name() : term.key()));
                }
            }
        }
    }

    /**
     * What is lost of the declared terms, as sentences for the report.
     *
     * @param keeps whether the imported item still carries the term
     */
    static List<String> lost(WxrExport wxrExport, BiPredicate<WxrExport.Post, WxrExport.Term> keeps) {
        return new WxrTerms(wxrExport, keeps).told();
    }

    private List<String> told() {
        Map<String, List<String>> alone = new LinkedHashMap<>();
        List<String> below = new ArrayList<>();
        List<String> described = new ArrayList<>();
        for (WxrExport.Declared one : declared.values()) {
            WxrExport.Term term = one.term();
            if (!used.contains(key(term.domain(), term.key())) && !used.contains(key(term.domain(), term.name()))) {
                alone.computeIfAbsent(term.domain(), d -> new ArrayList<>()).add(name(term));
            }
            if (!one.parent().isEmpty() && !one.parent().equals("0")) {
                String parent = key(term.domain(), one.parent());
                below.add(name(term) + " below " + names.getOrDefault(parent, quoted(one.parent())));
            }
            if (!one.description().isEmpty()) {
                String text = ForeignText.plain(PlainText.ofHtml(one.description()));
                described.add("The description of " + name(term) + " isn't brought in: "
                        + ForeignText.cut(text, DESCRIPTION) + (text.length() > DESCRIPTION ? "…" : ""));
            }
        }
        List<String> told = new ArrayList<>();
        alone.forEach((domain, terms) -> inPortions(kind(domain), terms, told));
        inPortions("These stood below others and stand beside them now", below, told);
        told.addAll(described);
        return told;
    }

    private static void inPortions(String what, List<String> names, List<String> told) {
        for (int from = 0; from < names.size(); from += TOGETHER) {
            told.add(what + ": " + String.join(", ", names.subList(from, Math.min(names.size(), from + TOGETHER))));
        }
    }

    private static String kind(String domain) {
        return switch (domain) {
            case "category" -> "Categories that nothing here has";
            case "post_tag" -> "Tags that nothing here has";
            case "nav_menu" -> "Menus without entries";
            default -> "Terms (" + ForeignText.cut(ForeignText.plain(domain), NAME) + ") that nothing here has";
        };
    }

    private static String name(WxrExport.Term term) {
        return quoted(term.name().isEmpty() ? term.key() : term.name());
    }

    private static String quoted(String name) {
        return "“" + ForeignText.cut(ForeignText.plain(name), NAME) + "”";
    }

    private static String key(String domain, String key) {
        return domain + "\n" + key;
    }
}
