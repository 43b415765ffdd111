package dev.sgen.admin;

import java.util.List;

/** Fields under one heading of the side panel. */
public record FormGroup(String title, boolean open, List<FormField> fields) {}
