package dev.sgen.admin;

import java.util.List;
import java.util.Map;

/** One entry of the trail with all its fields. */
public record AuditEntryPage(
        Frame frame, Sentence sentence, Map<String, String> facts, List<Subject> subjects, String details) {
    /** A record the act was about. */
    public record Subject(String title, String type, String href) {}
}
