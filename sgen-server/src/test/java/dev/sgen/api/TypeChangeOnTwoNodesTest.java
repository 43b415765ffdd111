package dev.sgen.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.platform.TimeAndIds;
import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication;
import dev.sgen.support.TestDatabase;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two servers over one database: what one changes of a content type the other shows within two seconds. */
class TypeChangeOnTwoNodesTest {
    private static final Map<String, String> ONE_SECRET =
            Map.of("SGEN_SECRET_KEY", "the same on every node of these two");

    private static final TestDatabase.Fresh DATABASE = TestDatabase.fresh();
    private static List<TestApplication> nodes = List.of();

    @BeforeAll
    static void start() {
        TimeAndIds time = new TimeAndIds(Duration.ZERO);
        // Both at once, as after a deployment.
        Supplier<TestApplication> start = () -> TestApplication.start(time, ONE_SECRET, DATABASE);
        CompletableFuture<TestApplication> one = CompletableFuture.supplyAsync(start);
        CompletableFuture<TestApplication> two = CompletableFuture.supplyAsync(start);
        nodes = List.of(one.join(), two.join());
    }

    @AfterAll
    static void end() {
        nodes.forEach(TestApplication::close);
    }

    /** Its own node at once, the other one within two seconds; and neither hands out the new validator with the old answer. */
    @Test
    @Requirement("CUSTOBJ-5")
    @Invariant(23)
    void a_field_that_becomes_private_is_gone_on_every_node() {
        ApiSite site = new ApiSite(nodes.getFirst());
        Map<String, Object> open = Map.of("type", "object", "properties", Map.of("cost", Map.of("type", "string")));
        Map<String, Object> closed =
                Map.of("type", "object", "properties", Map.of("cost", Map.of("type", "string", "x-private", true)));
        site.call("PUT", "/types/recipe", Map.of("name", "Recipe", "schema", open));
        String id = site.post(
                        "/live/records",
                        Map.of("type", "recipe", "title", "Stew", "content", Map.of("cost", "WASOPEN")))
                .json()
                .path("id")
                .asString();
        site.step("live", id, "publish");
        String read = "/api/v1/sites/" + site.key + "/live/content/recipe/recipe/stew";
        Awaitility.await()
                .untilAsserted(() -> nodes.forEach(node -> {
                    assertThat(node.get(site.key + ".localhost", "/recipe/stew").body())
                            .contains("WASOPEN");
                    assertThat(node.get("localhost", read).body()).contains("WASOPEN");
                }));
        site.call("PUT", "/types/recipe", Map.of("name", "Recipe", "schema", closed));
        assertThat(nodes.getFirst().get(site.key + ".localhost", "/recipe/stew").body())
                .doesNotContain("WASOPEN");
        assertThat(nodes.getFirst().get("localhost", read).body()).doesNotContain("WASOPEN");
        String hidden = nodes.getFirst()
                .get("localhost", read)
                .headers()
                .firstValue("ETag")
                .orElseThrow();
        TestApplication other = nodes.getLast();
        Awaitility.await().atMost(Duration.ofSeconds(4)).untilAsserted(() -> {
            HttpResponse<String> answer = other.get("localhost", read);
            if (answer.body().contains("WASOPEN")) {
                assertThat(answer.headers().firstValue("ETag").orElseThrow()).isNotEqualTo(hidden);
            }
            assertThat(answer.body()).doesNotContain("WASOPEN");
            assertThat(other.get(site.key + ".localhost", "/recipe/stew").body())
                    .doesNotContain("WASOPEN");
        });
    }
}
