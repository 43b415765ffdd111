package dev.sgen.audit;

import dev.sgen.vocabulary.RecordId;

/** A record as the trail names it: its id, and its type and title as they read at that moment. */
public record Subject(RecordId id, String type, String title) {}
