package dev.sgen.importing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.content.Contents;
import dev.sgen.importing.source.SourceItem;
import dev.sgen.importing.source.UnreadableFile;
import dev.sgen.importing.wordpress.WxrMapping;
import dev.sgen.importing.wordpress.WxrReader;
import dev.sgen.platform.Json;
import dev.sgen.publishing.IncomingRecord.Wish;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Real exports that nobody here wrote; skipped, and said so, where SGEN_CORPUS doesn't lead to them. */
@EnabledIfEnvironmentVariable(named = "SGEN_CORPUS", matches = ".+", disabledReason = "SGEN_CORPUS is not set")
class CorpusTest {
    private static final Instant NOW = Instant.parse("2026-01-15T12:00:00Z");

    static Path corpus(String file) {
        return Path.of(System.getenv("SGEN_CORPUS")).resolve(file);
    }

    private static List<SourceItem> wordpress(Trial trial) throws IOException, UnreadableFile {
        try (InputStream in = Files.newInputStream(corpus("theme-unit-test.wxr.xml"))) {
            return WxrMapping.map(WxrReader.read(in), NOW, trial::type, Trial.bodies());
        }
    }

    @Test
    void every_item_of_the_export_is_accounted_for_and_fits_its_type() throws Exception {
        Trial trial = new Trial();
        List<SourceItem> sourceItems = wordpress(trial);
        Set<String> sources = new HashSet<>();
        sourceItems.forEach(
                a -> assertThat(sources.add(a.source())).as(a.source()).isTrue());
        long menus = sourceItems.stream()
                .filter(a -> a.source().matches(".*:(menu:.*|terms)"))
                .count();
        assertThat(sourceItems.size() - menus).isEqualTo(186);
        Set<String> paths = new HashSet<>();
        for (SourceItem sourceItem : sourceItems) {
            if (sourceItem instanceof SourceItem.Item item) {
                Contents kept = trial.check(item);
                assertThat(Json.write(kept.content()))
                        .doesNotContainIgnoringCase("<script", "<iframe", "javascript:", "onclick");
                assertThat(kept.path() == null || paths.add(kept.path()))
                        .as(item.label() + " " + kept.path())
                        .isTrue();
            } else {
                assertThat(sourceItem.notes()).isNotEmpty();
            }
        }
        if (System.getProperty("sgen.peek") != null) {
            peek(sourceItems);
        }
    }

    @Test
    void states_follow_the_export_and_nothing_hidden_comes_in_visible() throws Exception {
        List<SourceItem.Item> items = wordpress(new Trial()).stream()
                .filter(SourceItem.Item.class::isInstance)
                .map(SourceItem.Item.class::cast)
                .toList();
        assertThat(items.stream().collect(Collectors.groupingBy(SourceItem.Item::type, Collectors.counting())))
                .containsEntry("post", 58L)
                .containsEntry("page", 21L)
                .containsEntry("media", 37L);
        assertThat(items.stream().filter(i -> i.wish() == Wish.SCHEDULED))
                .singleElement()
                .satisfies(i -> assertThat(i.at()).isEqualTo(Instant.parse("2030-01-01T19:00:18Z")));
        assertThat(items.stream().filter(i -> i.wish() == Wish.DRAFT))
                .hasSize(2)
                .anySatisfy(i -> assertThat(i.tags()).contains("password-protected"));
        assertThat(items.stream().filter(i -> i.type().equals("page")).map(SourceItem.Item::path))
                .contains("/level-1/level-2/level-3", "/about", "/greek/επίπεδο-2/επίπεδο-3");
        assertThat(items.stream()
                        .filter(i -> i.content().has("comments"))
                        .mapToInt(i -> i.content().path("comments").size())
                        .sum())
                .isEqualTo(33);
        assertThat(items.stream().filter(i -> i.content().has("featuredImage"))).isNotEmpty();
    }

    private static void peek(List<SourceItem> sourceItems) {
        sourceItems.forEach(a -> {
            System.out.println("## " + a.label() + " " + a.notes());
            if (a instanceof SourceItem.Item item) {
                System.out.println("   " + item.type() + " " + item.wish() + " " + item.path() + " " + item.title()
                        + " " + item.tags());
                System.out.println("   " + Json.write(item.content()));
            }
        });
    }
}
