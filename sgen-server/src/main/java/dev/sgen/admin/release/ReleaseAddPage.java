package dev.sgen.admin.release;

import dev.sgen.admin.shell.PageShell;
import java.util.List;

/**
 * Page model for creating a release or adding records to one.
 *
 * @param records the records to add; empty to create a release with a name only
 * @param open the releases that records can be added to
 * @param name the input for the name of a new release
 */
public record ReleaseAddPage(PageShell frame, List<Record> records, List<Choice> open, String name, String back) {
    /** A selected record. */
    public record Record(String id, String title, String type) {}

    /** A pending release. */
    public record Choice(String id, String label) {}
}
