package dev.sgen.admin;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the two environments differ, record by record. */
public record ChangesPage(
        Frame frame,
        List<RecordListPage.Tab> tabs,
        List<Row> rows,
        boolean mayPromote,
        String promote,
        @Nullable String next) {
    /** One record that differs; of its type's name, so that all types stand in one list. */
    public record Row(RecordListPage.Row record, String type) {}
}
