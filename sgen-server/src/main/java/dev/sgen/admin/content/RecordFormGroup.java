package dev.sgen.admin.content;

import java.util.List;

/** Fields under one heading of the editor's side panel. */
public record RecordFormGroup(String title, boolean open, List<RecordFormField> fields) {}
