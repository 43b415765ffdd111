package dev.sgen.admin.release;

import dev.sgen.admin.shell.PageShell;
import java.util.List;

/**
 * Begins a release, or adds records to one.
 *
 * @param records what is to go in; empty where one begins with a name only
 * @param open releases that records can be added to
 * @param name what was typed as the name of a new one
 */
public record ReleaseAddPage(PageShell frame, List<Record> records, List<Choice> open, String name, String back) {
    /** A record that was selected. */
    public record Record(String id, String title, String type) {}

    /** A release that is still to come. */
    public record Choice(String id, String label) {}
}
