package dev.sgen.importing.run;

import dev.sgen.content.ContentType;
import dev.sgen.content.ContentTypes;
import dev.sgen.content.Contents;
import dev.sgen.content.InvalidContent;
import dev.sgen.importing.html.HtmlToBlocks;
import dev.sgen.importing.source.SourceItem;
import dev.sgen.platform.work.WorkRefusal;
import dev.sgen.vocabulary.FieldError;
import dev.sgen.vocabulary.NotFound;
import dev.sgen.vocabulary.Refused;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/** Validates an import item against its content type; repairs it, up to 6 rounds. */
final class ItemValidator {
    private static final int MAX_MENDING = 6;
    private static final int TRIES = 60;
    private static final Logger LOG = LoggerFactory.getLogger(ItemValidator.class);

    private ItemValidator() {}

    /**
     * The valid contents of an item, repaired if necessary. Returns null, sets the outcome to "skipped" and adds a
     * note if the item can't be imported.
     */
    static @Nullable Contents checked(
            ContentTypes types, PendingItem pendingItem, ImportRunner.Run run, ObjectNode content) {
        SourceItem.Item item = pendingItem.item;
        Contents wanted = new Contents(item.title(), item.path(), content, item.tags());
        String why = "";
        try {
            ContentType type = types.require(run.site(), item.type());
            for (int round = 0; wanted != null && round < MAX_MENDING; round++) {
                try {
                    return patiently(types, run, type, wanted);
                } catch (Refused refused) {
                    if (!(refused.refusal() instanceof InvalidContent(List<FieldError> errors))) {
                        throw refused;
                    }
                    why = errors.stream()
                            .limit(5)
                            .map(e -> e.field() + ": " + e.message())
                            .collect(java.util.stream.Collectors.joining("; "));
                    wanted = ItemRepair.mend(wanted, errors, pendingItem.itemNotes);
                }
            }
            pendingItem.itemNotes.add("It doesn't fit: " + why);
        } catch (Refused refused) {
            pendingItem.itemNotes.add(
                    refused.refusal() instanceof NotFound
                            ? "There is no type “" + item.type() + "” here"
                            : refused.refusal().detail());
        } catch (RuntimeException | StackOverflowError odd) {
            LOG.warn("An item of import {} could not be checked", run.id(), odd);
            pendingItem.itemNotes.add("It could not be read; enter it by hand, and tell us of it");
        }
        pendingItem.outcome = "skipped";
        return null;
    }

    /**
     * Retries while the server is busy: an import can wait longer than a person would, and load is no reason to skip
     * an item.
     */
    private static Contents patiently(ContentTypes types, ImportRunner.Run run, ContentType type, Contents wanted) {
        for (int n = 1; ; n++) {
            try {
                return types.check(run.site(), type, wanted);
            } catch (Refused refused) {
                if (n == TRIES || !(refused.refusal() instanceof WorkRefusal.Busy) || !HtmlToBlocks.paused()) {
                    throw refused;
                }
            }
        }
    }
}
