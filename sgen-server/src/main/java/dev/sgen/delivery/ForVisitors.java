package dev.sgen.delivery;

import dev.sgen.content.ContentType;
import dev.sgen.content.ContentTypes;
import dev.sgen.publishing.PublicRecord;
import dev.sgen.vocabulary.SiteId;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** The content of records without what their types keep from visitors, on a site's hosts and in previews alike. */
@Component
class ForVisitors {
    private final ContentTypes types;

    ForVisitors(ContentTypes types) {
        this.types = types;
    }

    Function<PublicRecord, ObjectNode> of(SiteId site) {
        Map<String, ContentType> known = new HashMap<>();
        types.all(site).forEach(type -> known.put(type.key(), type));
        return record -> {
            ContentType type = known.get(record.type());
            return type == null ? record.content() : type.forVisitors(record.content());
        };
    }
}
