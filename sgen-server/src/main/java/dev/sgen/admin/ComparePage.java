package dev.sgen.admin;

import java.util.List;

/** Two versions of a record beside each other. */
public record ComparePage(
        Frame frame,
        String id,
        String title,
        int from,
        int to,
        List<String> heads,
        List<Comparison.Row> rows,
        boolean mayRecover) {}
