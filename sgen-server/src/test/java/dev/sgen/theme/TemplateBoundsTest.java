package dev.sgen.theme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgen.platform.Json;
import dev.sgen.platform.work.BoundedWork;
import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import dev.sgen.vocabulary.SiteId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/** Whatever stands in a template, it is refused or ready in less than a second (T7, A4). */
@Invariant(21)
@Requirement("T7")
class TemplateBoundsTest {
    private static final int LENGTH = 128 * 1024;
    private static final BoundedWork WORK = new BoundedWork();
    private static final Themes THEMES = new Themes(WORK);

    private static String fill(String before, String each, String after) {
        int times = (LENGTH - before.length() - after.length()) / each.length();
        return before + each.repeat(times) + after;
    }

    static Stream<Map.Entry<String, String>> bombs() {
        Map<String, String> bombs = new LinkedHashMap<>();
        bombs.put("segments", fill("{{", "a.", "a}}"));
        bombs.put("slashes", fill("{{", "a/", "a}}"));
        bombs.put("hyphens", fill("{{", "a-", "a}}"));
        bombs.put("parents", fill("{{", "../", "a}}"));
        bombs.put("brackets", fill("{{", "[x].", "[x]}}"));
        bombs.put("brackets side by side", fill("{{", "[x]", "}}"));
        bombs.put("an open bracket", fill("{{", "a.[", "}}"));
        bombs.put("lookups in lookups", fill("{{", "(lookup ", "}}"));
        bombs.put("parameters", fill("{{if ", "a ", "}}"));
        bombs.put("hash parameters", fill("{{if a ", "b=c ", "}}"));
        bombs.put("block parameters", fill("{{#each a as |", "b ", "|}}{{/each}}"));
        bombs.put("quotation marks", fill("{{if ", "\"", "}}"));
        bombs.put("single quotation marks", fill("{{if ", "'", "}}"));
        bombs.put("a tag's end in a quotation", fill("{{lookup \"}}\" ", "a.", "a}}"));
        bombs.put("escaped quotation marks", fill("{{lookup \"\\\"}}\" ", "a.", "a}}"));
        bombs.put("numbers", fill("{{", "1", "}}"));
        bombs.put("one long comment", fill("{{!", " x", "}}"));
        bombs.put("one long comment of the other kind", fill("{{!--", " }x", "--}}"));
        bombs.put("comments", fill("", "{{!x}}", ""));
        bombs.put("an open comment", fill("{{!--", "x", ""));
        bombs.put("raw blocks", fill("", "{{{{a}}}}", ""));
        bombs.put("white space taken away", fill("", "{{~a~}} ", ""));
        bombs.put("decorators", fill("", "{{* a}}", ""));
        bombs.put("inline partials", fill("", "{{#*inline \"a\"}}{{/inline}}", ""));
        bombs.put("tags without an end", fill("", "{{", ""));
        bombs.put("a tag without an end", fill("{{a ", "b ", ""));
        bombs.put("ends without a tag", fill("", "}}", ""));
        bombs.put("blocks without an end", fill("", "{{#if a}}", ""));
        bombs.put("ends of blocks", fill("", "{{/if}}", ""));
        bombs.put("elses", fill("{{#if a}}", "{{else if b}}", "{{/if}}"));
        bombs.put("inverse blocks", fill("", "{{^a}}", ""));
        bombs.put("delimiters", fill("", "{{=<% %>=}}", ""));
        bombs.put("blanks", fill("{{", " ", "a}}"));
        bombs.put("blanks outside", fill("", " ", "{{a}}"));
        bombs.put("line ends", fill("", "\n", "{{a}}"));
        bombs.put("line ends and blanks", fill("", "\n ", "{{#if a}}\n{{/if}}"));
        bombs.put("backslashes", fill("", "\\{{a}}", ""));
        bombs.put("more backslashes", fill("", "\\", "{{a}}"));
        bombs.put("braces", fill("", "{", ""));
        bombs.put("triple braces", fill("", "{{{a}}}", ""));
        bombs.put("partials", fill("", "{{> card-other}}", ""));
        bombs.put("text", fill("", "x", ""));
        return bombs.entrySet().stream();
    }

    private static final SiteId SITE = new SiteId(UUID.fromString("018f0000-0000-7000-8000-0000000000c1"));

    private static ObjectNode theme(Map<String, String> templates) {
        ObjectNode content = Json.object();
        ObjectNode sources = content.putObject("templates");
        templates.forEach(sources::put);
        return content;
    }

    @ParameterizedTest
    @MethodSource("bombs")
    void a_bomb_is_refused_or_ready_within_a_second(Map.Entry<String, String> bomb) {
        THEMES.problems(SITE, theme(Map.of("page", "{{#if title}}<h1>{{title}}</h1>{{/if}}")));
        long begun = System.nanoTime();
        List<String> problems = THEMES.problems(SITE, theme(Map.of("page", bomb.getValue())));
        long millis = (System.nanoTime() - begun) / 1_000_000;
        assertThat(millis).as("%s: %s", bomb.getKey(), problems).isLessThan(1_000);
        assertThat(problems).noneMatch(why -> why.contains("too long to prepare"));
    }

    /** As much as the bounds allow, in every way at once. */
    @ParameterizedTest
    @MethodSource("largest")
    void the_largest_theme_that_is_taken_is_ready_in_time(Map.Entry<String, String> largest) {
        Map<String, String> templates = new LinkedHashMap<>();
        for (String name : List.of("page", "post", "list", "home")) {
            templates.put(name, largest.getValue());
        }
        long begun = System.nanoTime();
        List<String> problems = THEMES.problems(SITE, theme(templates));
        long millis = (System.nanoTime() - begun) / 1_000_000;
        assertThat(problems).isEmpty();
    }

    static Stream<Map.Entry<String, String>> largest() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("tags", "{{a}}".repeat(1_200));
        all.put("segments", ("{{" + "a.".repeat(9) + "a}}").repeat(1_200));
        all.put("parameters", ("{{lookup" + " a.b.c.d".repeat(2) + "}}").repeat(1_200));
        String most = "{{#each " + "a.b.c.d.e.f.g.h.i.j " + "k=a.b.c.d.e.f.g.h.i.j ".repeat(7) + "}}{{/each}}";
        all.put("hash parameters", most.repeat(600));
        String brackets = "{{#if " + "[a].[b].[c].[d]" + "}}{{/if}}";
        all.put("brackets", brackets.repeat(600));
        all.put("text", "x <b> ".repeat(20_000));
        all.put("depth", ("{{#if a}}".repeat(40) + "{{/if}}".repeat(40)).repeat(15));
        String lookups = "{{lookup (lookup (lookup (lookup (lookup (lookup a 1) 1) 1) 1) 1) 1}}";
        all.put("lookups", lookups.repeat(1_200));
        return all.entrySet().stream();
    }

    @Test
    void the_bounds_are_told_with_file_line_and_reason() {
        Map<String, String> wrong = new LinkedHashMap<>();
        wrong.put("\n\n{{a.b.c.d.e.f.g.h.i.j.k}}", "line 3: a name has more than 10 parts");
        wrong.put("{{" + "a".repeat(201) + "}}", "line 1: a tag is longer than 200 characters");
        wrong.put("\n{{if" + " a".repeat(21) + "}}", "line 2: a tag has more than 20 parameters");
        wrong.put("{{a}}".repeat(4_001), "line 1: it holds more than 4000 tags");
        wrong.put("{{#if a}}".repeat(41), "nests deeper than 40 levels");
        wrong.put("{{{{if a}}}}", "raw blocks");
        wrong.put("{{#*inline \"x\"}}", "decorators");
        wrong.put("{{lookup a \"}}\"}}", "isn't closed inside its tag");
        wrong.put("{{lookup a \"\\\"}}\" b}}", "a backslash in a tag");
        wrong.put("{{a", "isn't closed");
        wrong.forEach((source, why) -> assertThat(THEMES.problems(SITE, theme(Map.of("page", source))))
                .as(source.length() > 60 ? source.substring(0, 60) : source)
                .singleElement()
                .asString()
                .contains("The template page", why));
    }

    @Test
    void ten_parts_twenty_parameters_and_two_hundred_characters_are_taken() {
        assertThat(THEMES.problems(
                        SITE,
                        theme(Map.of(
                                "page",
                                "{{a.b.c.d.e.f.g.h.i.j}}{{../../../title}}{{!" + " x".repeat(1_000) + "}}{{!-- }} --}}"
                                        + "{{lookup map 'a key'}}{{list.[0]}}{{" + "a".repeat(200) + "}}"))))
                .isEmpty();
        for (String name : TemplateSources.NAMES) {
            TemplateBounds.check(name, TemplateSources.builtIn(name + ".hbs"));
        }
    }

    @Test
    void a_whole_theme_has_a_size() {
        Map<String, String> templates = new LinkedHashMap<>();
        TemplateSources.NAMES.forEach(name -> templates.put(name, "{{a}}".repeat(3_900)));
        assertThatThrownBy(() -> TemplateBounds.checkAll(templates)).hasMessageContaining("5000 tags together");
        TemplateSources.NAMES.forEach(name -> templates.put(name, "x".repeat(120_000)));
        assertThatThrownBy(() -> TemplateBounds.checkAll(templates)).hasMessageContaining("512 KiB together");
        assertThat(THEMES.problems(SITE, theme(templates)))
                .singleElement()
                .asString()
                .contains("512 KiB together");
    }

    @Test
    @Requirement("T7")
    void a_tag_with_too_many_parentheses_is_refused() {
        TemplateBounds.check("page", "{{#if (a (b (c (d (e)))))}}x{{/if}}");
        refused("{{#if (a (b (c (d (e (f))))))}}x{{/if}}", "expressions in parentheses");
    }

    @Test
    @Requirement("T7")
    void a_block_for_a_partial_is_refused() {
        refused("{{#> layout}}x{{/layout}}", "a block to a partial");
    }

    @Test
    @Requirement("T7")
    void a_template_that_is_too_long_is_refused() {
        TemplateBounds.check("page", "x".repeat(128 * 1024));
        refused("x".repeat(128 * 1024 + 1), "longer than 128 KiB");
    }

    private static void refused(String source, String why) {
        assertThatThrownBy(() -> TemplateBounds.check("page", source))
                .isInstanceOf(ThemeFailure.class)
                .hasMessageContaining(why);
    }
}
