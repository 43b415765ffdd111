package dev.sgen.content;

/**
 * Contents that may become a version: checked, and with the system fields set. Only this package creates them, so no
 * code can write a version without system fields (invariant 22).
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
