package dev.sgen.admin.shell;

/** A hidden form field. It repeats parameters of a review, so that exactly what was shown is executed. */
public record HiddenField(String name, String value) {}
