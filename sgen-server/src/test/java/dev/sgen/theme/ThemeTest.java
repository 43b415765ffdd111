package dev.sgen.theme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgen.platform.Json;
import dev.sgen.platform.work.BoundedWork;
import dev.sgen.support.Requirement;
import dev.sgen.vocabulary.SiteId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

@Requirement({"T7", "THEME-1"})
class ThemeTest {
    private static final BoundedWork WORK = new BoundedWork();
    private static final SiteId SITE = new SiteId(UUID.fromString("018f0000-0000-7000-8000-000000000001"));
    private static final Map<String, Object> MODEL =
            Map.of("title", "<b>&</b>", "list", Collections.nCopies(1000, "x"), "map", Map.of("key", "value"));

    private static String render(String source) {
        return with(Map.of("card-other", source)).render("card-other", MODEL);
    }

    private static Theme with(Map<String, String> templates) {
        ObjectNode content = Json.object();
        ObjectNode sources = content.putObject("templates");
        templates.forEach(sources::put);
        return new Themes(WORK).of(content);
    }

    @Test
    void text_is_escaped_unless_the_theme_says_otherwise() {
        assertThat(render("{{title}}")).isEqualTo("&lt;b&gt;&amp;&lt;/b&gt;");
    }

    @Test
    void a_template_reaches_no_method_no_field_and_no_class() {
        for (String path : List.of(
                "{{title.class}}",
                "{{title.bytes}}",
                "{{title.length}}",
                "{{this.class}}",
                "{{class}}",
                "{{map.class.name}}",
                "{{constructor}}",
                "{{lookup this \"class\"}}",
                "{{lookup title \"bytes\"}}",
                "{{list.size}}",
                "{{../../title}}",
                "{{#each map}}{{this.class}}{{/each}}",
                "{{#with title}}{{this.blank}}{{/with}}")) {
            assertThat(render(path)).as(path).isEmpty();
        }
        assertThat(render("{{map.key}} {{lookup map 'key'}} {{list.[0]}}")).isEqualTo("value value x");
    }

    @Test
    void helpers_that_load_or_log_are_unknown() {
        for (String word :
                List.of("include 'layout'", "log title", "precompile 'layout'", "embedded 'x'", "i18n 'x'")) {
            assertThatThrownBy(() -> render("{{" + word + "}}")).as(word).isInstanceOf(ThemeFailure.class);
        }
    }

    @Test
    void partials_are_only_the_templates_of_the_theme() {
        for (String name : List.of("../../etc/passwd", "nothing", "/theme/default/layout.hbs", "layout.hbs")) {
            assertThatThrownBy(() -> render("{{> \"" + name + "\"}}")).as(name).isInstanceOf(ThemeFailure.class);
        }
        assertThatThrownBy(() -> render("{{> (lookup map 'key')}}")).isInstanceOf(ThemeFailure.class);
        assertThatThrownBy(() -> with(Map.of("mine", "x"))).isInstanceOf(ThemeFailure.class);
    }

    @Test
    void a_template_that_calls_itself_ends() {
        assertThatThrownBy(() -> render("{{> card-other}}")).isInstanceOf(ThemeFailure.class);
        Theme circle = with(Map.of("card-other", "{{> card-post}}", "card-post", "{{> card-other}}"));
        assertThatThrownBy(() -> circle.render("card-other", MODEL)).isInstanceOf(ThemeFailure.class);
    }

    @Test
    void loops_in_loops_end() {
        String rounds = "{{#each @root.list}}";
        String end = "{{/each}}";
        assertThatThrownBy(() -> render(rounds.repeat(3) + end.repeat(3))).isInstanceOf(ThemeFailure.class);
        assertThatThrownBy(() -> render(rounds.repeat(2) + "12345678901234567890" + end.repeat(2)))
                .isInstanceOf(ThemeFailure.class);
    }

    @Test
    @Requirement("T3")
    void what_a_template_gathers_before_it_writes_is_counted_too() {
        Map<String, Object> model = Map.of("list", MODEL.get("list"), "title", "x", "big", "<".repeat(1_000_000));
        String text = "x".repeat(100_000);
        for (String source : List.of(
                "{{#each list}}{{#each @root.list}}" + text + "{{/each}}{{/each}}",
                "{{#list}}{{#@root.list}}" + text + "{{/@root.list}}{{/list}}",
                "{{#if title}}" + "{{{big}}}".repeat(3_900) + "{{/if}}",
                "{{#with list}}" + "{{@root.big}}".repeat(3_900) + "{{/with}}",
                "{{#unless none}}" + "{{> card-post}}".repeat(3_900) + "{{/unless}}")) {
            Theme theme = with(Map.of("card-other", source, "card-post", text));
            assertThatThrownBy(() -> theme.render("card-other", model))
                    .isInstanceOf(ThemeFailure.class)
                    .hasMessageContaining("makes more than 4000000 characters");
        }
        assertThatThrownBy(() -> with(Map.of("card-other", "{{#> card-post}}" + text + "{{/card-post}}")))
                .isInstanceOf(ThemeFailure.class)
                .hasMessageContaining("gives a block to a partial");
    }

    @Test
    void partials_that_double_each_time_end() {
        Theme bomb = with(Map.of(
                "card-other", "{{#each list}}{{> card-post}}{{> card-post}}{{/each}}",
                "card-post", "{{#each @root.list}}{{> card-event}}{{/each}}",
                "card-event", ""));
        assertThatThrownBy(() -> bomb.render("card-other", MODEL)).isInstanceOf(ThemeFailure.class);
    }

    @Test
    void deep_nesting_and_great_length_are_refused_before_they_are_parsed() {
        assertThatThrownBy(() -> render("{{#if title}}".repeat(100_000))).isInstanceOf(ThemeFailure.class);
        assertThatThrownBy(() -> render("{{#if title}}".repeat(1000) + "{{/if}}".repeat(1000)))
                .isInstanceOf(ThemeFailure.class);
        assertThatThrownBy(() -> render("x".repeat(200_000))).isInstanceOf(ThemeFailure.class);
    }

    @Test
    void a_theme_replaces_templates_by_name_and_keeps_the_others() {
        Theme own = with(Map.of("not-found", "<p>mine</p>"));
        Pages pages = new Pages(Showcase.frame(own, false, false), Lookups.NONE);
        assertThat(pages.notFound(false)).contains("<p>mine</p>").contains("site-header");
    }

    @Test
    void visitors_get_the_built_in_template_for_one_that_does_not_parse_and_the_others_as_they_are() {
        ObjectNode content = Json.object().put("css", "p { color: red }");
        content.putObject("templates")
                .put("not-found", "<p>\n\n{{#if x}}")
                .put("error", "<p>mine</p>")
                .put("nothing", "x");
        Theme theme = new Themes(WORK).forVisitors(SITE, content);
        assertThat(theme.problems()).hasSize(2).anyMatch(p -> p.contains("not-found") && p.contains("line 3"));
        Pages pages = new Pages(Showcase.frame(theme, false, true), Lookups.NONE);
        assertThat(pages.notFound(false)).contains("Page not found").contains("The built-in look stands in");
        assertThat(pages.error()).contains("<p>mine</p>");
        assertThat(theme.css()).endsWith("p { color: red }");
        assertThat(new Themes(WORK)
                        .forVisitors(SITE, Json.object().put("css", "x".repeat(300_000)))
                        .css())
                .doesNotContain("xxxx");
    }

    @Test
    @Requirement("THEME-3")
    void a_themes_own_css_comes_last_and_changes_the_address() {
        Theme own = new Themes(WORK).of(Json.readObject("{\"css\": \"p { color: red }\", \"accent\": \"#ffee00\"}"));
        Theme plain = new Themes(WORK).of(null);
        assertThat(own.css()).endsWith("p { color: red }");
        assertThat(own.cssPath()).isNotEqualTo(plain.cssPath()).matches("/_sgen/theme-[0-9a-f]{16}\\.css");
    }

    @Test
    void any_accent_becomes_readable_on_both_grounds() {
        for (String colour : List.of("#ffee00", "#000", "#fff", "#7f7f7f", "no colour")) {
            Accent accent = Accent.of(colour, "1f5f8b");
            assertThat(Accent.contrast(rgb(accent.light()), new double[] {247, 246, 243}))
                    .isGreaterThan(4.5);
            assertThat(Accent.contrast(rgb(accent.dark()), new double[] {30, 30, 33}))
                    .isGreaterThan(4.5);
        }
    }

    private static double[] rgb(String hex) {
        int value = Integer.parseInt(hex.substring(1), 16);
        return new double[] {value >> 16 & 255, value >> 8 & 255, value & 255};
    }
}
