package dev.sgen.importing;

import dev.sgen.audit.AuditTrail;
import dev.sgen.content.ContentType;
import dev.sgen.content.ContentTypes;
import dev.sgen.content.Contents;
import dev.sgen.importing.html.HtmlContext;
import dev.sgen.importing.html.HtmlToBlocks;
import dev.sgen.importing.html.WordPressHtml;
import dev.sgen.importing.source.ItemNotes;
import dev.sgen.importing.source.SourceItem;
import dev.sgen.member.Members;
import dev.sgen.platform.Json;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.platform.work.BoundedWork;
import dev.sgen.support.TestClockwork;
import dev.sgen.support.TestDatabase;
import dev.sgen.vocabulary.SiteId;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Content types over a database of their own, to try arrivals against. */
final class Trial {
    static final SiteId SITE = new SiteId(UUID.fromString("018f0000-0000-7000-8000-000000000001"));
    private static final String ID = "018f0000-0000-7000-8000-0000000000aa";

    private static final BoundedWork WORK = new BoundedWork();

    final ContentTypes types;

    Trial() {
        TestDatabase.Fresh database = TestDatabase.fresh();
        var context = new AnnotationConfigApplicationContext();
        context.registerBean(JdbcClient.class, database::jdbc);
        context.registerBean(TransactionTemplate.class, database::transactions);
        context.registerBean(TimeAndIds.class, () -> new TestClockwork());
        context.register(Members.class, AuditTrail.class, BoundedWork.class, ContentTypes.class);
        context.refresh();
        types = context.getBean(ContentTypes.class);
    }

    /** Bodies of an import with so long for each. */
    static HtmlToBlocks bodies() {
        return new HtmlToBlocks(WORK, SITE, Duration.ofSeconds(30));
    }

    @Nullable
    ContentType type(String key) {
        return types.all(SITE).stream()
                .filter(t -> t.key().equals(key))
                .findFirst()
                .orElse(null);
    }

    /** What the item would be kept as; references stand for one made-up id. */
    Contents check(SourceItem.Item item) {
        ContentType type = types.require(SITE, item.type());
        ObjectNode content = Json.readObject(Json.write(item.content()).replaceAll("\"ref:[^\"]*\"", "\"" + ID + "\""));
        return types.check(SITE, type, new Contents(item.title(), item.path(), content, item.tags()));
    }

    static ArrayNode blocks(String html, ItemNotes itemNotes) {
        return WordPressHtml.blocks(html, HtmlContext.NONE, itemNotes);
    }

    static List<String> kinds(ArrayNode blocks) {
        return blocks.valueStream().map(b -> b.path("type").asString()).toList();
    }
}
