package dev.sgen.admin;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The requests to promote of a site. */
public record ApprovalsPage(
        Frame frame,
        List<RecordListPage.Tab> tabs,
        boolean open,
        List<Row> rows,
        @Nullable String next) {
    /** One request. */
    public record Row(String href, String what, String note, String state, String by, Instant at) {}
}
