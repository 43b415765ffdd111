package dev.sgen.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.content.Contents;
import dev.sgen.platform.Json;
import dev.sgen.publishing.ThreeWay.Side;
import dev.sgen.support.Requirement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Requirement({"DRIFT-8", "DRIFT-11"})
class ThreeWayTest {
    private static Contents contents(String title, Map<String, String> fields, String... blocks) {
        ObjectNode content = Json.object();
        fields.forEach(content::put);
        var body = content.putArray("body");
        for (String block : blocks) {
            String[] parts = block.split("=", 2);
            body.addObject()
                    .put("id", parts[0])
                    .put("type", "paragraph")
                    .put("text", parts.length > 1 ? parts[1] : parts[0]);
        }
        return new Contents(title, "/p", content, List.of());
    }

    private static Contents body(String... blocks) {
        return contents("T", Map.of(), blocks);
    }

    private static String merged(ThreeWay outcome) {
        StringBuilder text = new StringBuilder();
        for (JsonNode block : outcome.merged().content().path("body")) {
            text.append(text.isEmpty() ? "" : " ")
                    .append(block.path("id").asString())
                    .append('=')
                    .append(block.path("text").asString());
        }
        return text.toString();
    }

    @Test
    void what_only_one_side_changed_is_taken_from_it() {
        ThreeWay outcome = ThreeWay.of(
                contents("Old", Map.of("excerpt", "e", "navTitle", "n"), "a", "b", "c"),
                contents("New", Map.of("excerpt", "e", "navTitle", "n"), "a=A", "b", "c"),
                contents("Old", Map.of("excerpt", "E"), "a", "b", "c=C"));
        assertThat(outcome.conflicts()).isEmpty();
        assertThat(outcome.merged().title()).isEqualTo("New");
        assertThat(outcome.merged().content().path("excerpt").asString()).isEqualTo("E");
        assertThat(outcome.merged().content().has("navTitle")).isFalse();
        assertThat(merged(outcome)).isEqualTo("a=A b=b c=C");
        assertThat(outcome.strands())
                .extracting(ThreeWay.Strand::field, ThreeWay.Strand::block, ThreeWay.Strand::side)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("/title", null, Side.STAGING),
                        org.assertj.core.groups.Tuple.tuple("/content/excerpt", null, Side.LIVE),
                        org.assertj.core.groups.Tuple.tuple("/content/navTitle", null, Side.LIVE),
                        org.assertj.core.groups.Tuple.tuple("/content/body", "a", Side.STAGING),
                        org.assertj.core.groups.Tuple.tuple("/content/body", "c", Side.LIVE));
    }

    @Test
    void what_both_changed_differently_is_a_conflict() {
        ThreeWay outcome = ThreeWay.of(body("a", "b"), body("a=S", "b"), body("a=L", "b"));
        assertThat(outcome.conflicts()).singleElement().satisfies(conflict -> {
            assertThat(conflict.block()).isEqualTo("a");
            assertThat(conflict.staging().path("text").asString()).isEqualTo("S");
            assertThat(conflict.live().path("text").asString()).isEqualTo("L");
        });
        assertThat(ThreeWay.of(contents("x", Map.of()), contents("y", Map.of()), contents("z", Map.of()))
                        .conflicts())
                .extracting(ThreeWay.Strand::field)
                .containsExactly("/title");
    }

    @Test
    void the_same_change_on_both_sides_is_none_to_argue_about() {
        ThreeWay outcome = ThreeWay.of(body("a"), body("a=X", "n"), body("a=X", "n"));
        assertThat(outcome.conflicts()).isEmpty();
        assertThat(merged(outcome)).isEqualTo("a=X n=n");
        assertThat(outcome.strands()).extracting(ThreeWay.Strand::side).containsOnly(Side.BOTH);
    }

    @Test
    void a_block_that_one_side_removed_and_the_other_changed_is_a_conflict() {
        assertThat(ThreeWay.of(body("a", "b"), body("a"), body("a", "b=L")).conflicts())
                .extracting(ThreeWay.Strand::block)
                .containsExactly("b");
        assertThat(merged(ThreeWay.of(body("a", "b"), body("a"), body("a", "b"))))
                .isEqualTo("a=a");
    }

    @Test
    void new_blocks_of_both_sides_stand_behind_the_block_they_stood_behind() {
        ThreeWay outcome = ThreeWay.of(body("a", "b"), body("a", "s", "b"), body("a", "b", "l1", "l2"));
        assertThat(merged(outcome)).isEqualTo("a=a s=s b=b l1=l1 l2=l2");
        assertThat(merged(ThreeWay.of(body("a"), body("a"), body("l", "a")))).isEqualTo("l=l a=a");
    }

    @Test
    void a_block_that_one_side_moved_and_the_other_changed_is_moved_and_changed() {
        ThreeWay outcome = ThreeWay.of(body("a", "b", "c"), body("c", "a", "b"), body("a", "b", "c=C"));
        assertThat(outcome.conflicts()).isEmpty();
        assertThat(merged(outcome)).isEqualTo("c=C a=a b=b");
    }

    @Test
    void two_different_orders_are_a_conflict() {
        ThreeWay outcome = ThreeWay.of(body("a", "b", "c"), body("c", "a", "b"), body("b", "a", "c"));
        assertThat(outcome.conflicts())
                .extracting(ThreeWay.Strand::field, ThreeWay.Strand::block)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("/content/body", null));
    }

    @Test
    void tags_are_a_set_and_never_conflict() {
        Contents base = new Contents("t", null, Json.object(), List.of("a", "b"));
        ThreeWay outcome = ThreeWay.of(
                base,
                new Contents("t", null, Json.object(), List.of("b", "s")),
                new Contents("t", null, Json.object(), List.of("a", "l")));
        assertThat(outcome.conflicts()).isEmpty();
        assertThat(outcome.merged().tags()).containsExactly("s", "l");
    }

    @Test
    void differences_follow_a_block_by_its_id() {
        Contents before = contents("T", Map.of("excerpt", "e"), "a", "b", "c", "d");
        Contents after = contents("U", Map.of(), "d", "a", "b=B", "n");
        assertThat(FieldDifference.between(before, after))
                .extracting(FieldDifference::field, FieldDifference::kind)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("/title", FieldDifference.Kind.CHANGED),
                        org.assertj.core.groups.Tuple.tuple("/content/excerpt", FieldDifference.Kind.REMOVED));
        assertThat(FieldDifference.ofBlocks(before, after))
                .extracting(FieldDifference.OfBlock::id, FieldDifference.OfBlock::kind, FieldDifference.OfBlock::moved)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("d", FieldDifference.Kind.MOVED, true),
                        org.assertj.core.groups.Tuple.tuple("b", FieldDifference.Kind.CHANGED, false),
                        org.assertj.core.groups.Tuple.tuple("n", FieldDifference.Kind.ADDED, false),
                        org.assertj.core.groups.Tuple.tuple("c", FieldDifference.Kind.REMOVED, false));
        assertThat(FieldDifference.between(before, before)).isEmpty();
        assertThat(FieldDifference.ofBlocks(before, before)).isEmpty();
    }
}
