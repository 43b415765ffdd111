package dev.sgen.importing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the HTML of one post refers to in its export. */
final class PostSurroundings implements Surroundings {
    private final WxrMapping mapping;
    private final Wxr.Post post;
    private final Notes notes;

    PostSurroundings(WxrMapping mapping, Wxr.Post post, Notes notes) {
        this.mapping = mapping;
        this.post = post;
        this.notes = notes;
    }

    @Override
    public String link(String address) {
        String now = mapping.link(address);
        if (now == null) {
            boolean file = mapping.media(address, null) != null;
            notes.add((file
                            ? "A link to a file still leads to its old address: "
                            : "A link leads to nothing that came in; it was left as it is: ")
                    + Texts.cut(address, 300));
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
        Wxr.Post attachment = mapping.post(attachmentId);
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
