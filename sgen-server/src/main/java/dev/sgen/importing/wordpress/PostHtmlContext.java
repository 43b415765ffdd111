package dev.sgen.importing.wordpress;

import dev.sgen.importing.html.HtmlContext;
import dev.sgen.importing.source.ForeignText;
import dev.sgen.importing.source.ItemNotes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Resolves the links and media of one post's HTML against its export. */
final class PostHtmlContext implements HtmlContext {
    private final WxrMapping mapping;
    private final WxrExport.Post post;
    private final ItemNotes itemNotes;

    PostHtmlContext(WxrMapping mapping, WxrExport.Post post, ItemNotes itemNotes) {
        this.mapping = mapping;
        this.post = post;
        this.itemNotes = itemNotes;
    }

    @Override
    public String link(String address) {
        String now = mapping.link(address);
        if (now == null) {
            boolean file = mapping.media(address, null) != null;
            itemNotes.add((file
                            ? "A link to a file still leads to its old address: "
                            : "A link leads to nothing that came in; it was left as it is: ")
                    + ForeignText.cut(address, 300));
            return address;
        }
        return now;
    }

    @Override
    public @Nullable String media(String address, @Nullable String attachmentId) {
        return mapping.media(address, attachmentId);
    }

    @Override
    public @Nullable String addressOf(String attachmentId) {
        WxrExport.Post attachment = mapping.post(attachmentId);
        return attachment == null || attachment.file().isEmpty() ? null : attachment.file();
    }

    @Override
    public List<String> ownAttachments() {
        return mapping.attachmentsOf(post);
    }

    @Override
    public String altOf(String attachmentId) {
        return mapping.altOf(attachmentId);
    }
}
