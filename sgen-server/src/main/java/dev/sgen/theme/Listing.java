package dev.sgen.theme;

import java.util.List;

/**
 * One page of a list of records.
 *
 * @param type of the records, or {@code mixed}
 * @param lead a sentence under the title, or empty
 * @param path of the list without its page number
 * @param page from 1
 * @param pages at least 1
 */
public record Listing(String title, String lead, String type, String path, List<Entry> entries, int page, int pages) {}
