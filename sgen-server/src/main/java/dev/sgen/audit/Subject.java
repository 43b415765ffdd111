package dev.sgen.audit;

import dev.sgen.vocabulary.RecordId;

/** A record as named in an audit entry: its id, and its type and title at that moment. */
public record Subject(RecordId id, String type, String title) {}
