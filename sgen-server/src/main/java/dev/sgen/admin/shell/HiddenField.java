package dev.sgen.admin.shell;

/** A field that a form sends back as it was given, so that the same is done that was shown. */
public record HiddenField(String name, String value) {}
