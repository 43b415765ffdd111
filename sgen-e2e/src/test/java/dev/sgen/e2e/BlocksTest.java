package dev.sgen.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the writing surface does to a body that it opens and gives back: nothing. Asked of the functions that do it,
 * in the browser that runs them, for every type of block and every body of the demo; once as they are, and once as
 * if every block had been touched, so that it is not the untouched original that comes back.
 */
class BlocksTest {
    private static final Path STARTER = Path.of("../sgen-server/src/main/resources/starters/hartbeck/records");
    private static final String THERE_AND_BACK = """
            async ([bodies, touched]) => {
              const folder = document.querySelector('script[src*="editor/editor.js"]').src.replace('editor.js', '');
              const { toDoc, toBlocks } = await import(folder + 'convert.js');
              const { schema } = await import(folder + 'schema.js');
              const touch = n => { if (n.attrs?.raw?.type) n.attrs.raw = { ...n.attrs.raw, touched: 1 }; (n.content ?? []).forEach(touch); return n; };
              const clean = v => Array.isArray(v) ? v.map(clean) : v && typeof v === 'object'
                ? Object.fromEntries(Object.entries(v).filter(([k]) => k !== 'touched').map(([k, x]) => [k, clean(x)])) : v;
              return JSON.stringify(JSON.parse(bodies).map(body => {
                const doc = toDoc(body);
                doc.check();
                return clean(toBlocks(touched ? schema.nodeFromJSON(touch(doc.toJSON())) : doc));
              }));
            }""";

    private final Product product = Product.shared();

    @Test
    void every_body_comes_out_of_the_editor_as_it_went_in() {
        List<JsonNode> bodies = new ArrayList<>(List.of(ofEveryType()));
        bodies.addAll(ofTheDemo());
        assertThat(bodies).hasSizeGreaterThan(40);
        String sent = Answer.JSON.writeValueAsString(bodies);
        try (Browser browser = Browser.open(product).signsIn(Product.ADMIN_EMAIL, Product.ADMIN_PASSWORD)) {
            World world = World.site(product, "blocks");
            browser.admin("/sites/" + world.key() + "/staging/content/page/new");
            for (boolean touched : new boolean[] {false, true}) {
                String back = (String) browser.page().evaluate(THERE_AND_BACK, List.of(sent, touched));
                JsonNode answered = Answer.JSON.readTree(back);
                for (int i = 0; i < bodies.size(); i++) {
                    JsonNode body = bodies.get(i);
                    for (int block = 0; block < body.size(); block++) {
                        assertThat(answered.path(i).path(block))
                                .as("body %d, block %d, touched %s", i, block, touched)
                                .isEqualTo(body.path(block));
                    }
                    assertThat(answered.path(i).size()).isEqualTo(body.size());
                }
            }
            browser.isQuiet();
        }
    }

    private static JsonNode ofEveryType() {
        try (InputStream in = Objects.requireNonNull(BlocksTest.class.getResourceAsStream("/blocks.json"))) {
            return Answer.JSON.readTree(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<JsonNode> ofTheDemo() {
        List<JsonNode> bodies = new ArrayList<>();
        try (Stream<Path> files = Files.list(STARTER)) {
            for (Path file : files.sorted().toList()) {
                JsonNode record = Answer.JSON.readTree(Files.readString(file));
                for (JsonNode content : List.of(
                        record.path("content"),
                        record.path("demo").path("later").path("content"),
                        record.path("demo").path("live").path("content"))) {
                    if (content.path("body").isArray()) {
                        bodies.add(numbered(content.path("body")));
                    }
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return bodies;
    }

    /** As saved ones are: every block with its id. */
    private static JsonNode numbered(JsonNode body) {
        int number = 0;
        for (JsonNode block : body) {
            if (block instanceof ObjectNode object && !object.has("id")) {
                object.put("id", "n" + number++);
            }
        }
        return body;
    }
}
