package dev.sgen.content;

/**
 * Contents that may become a version: what the system establishes is set in them. {@link ContentTypes} alone makes
 * them, so no way of writing a version can leave that out (invariant 22).
 */
public final class VersionContents {
    private final Contents contents;

    VersionContents(Contents contents) {
        this.contents = contents;
    }

    public Contents contents() {
        return contents;
    }
}
