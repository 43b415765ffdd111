package dev.sgen.vocabulary;

/**
 * What is wrong with one field.
 *
 * @param field a JSON Pointer into what was sent, such as {@code /content/body/2/level}
 * @param message what to do about it
 */
public record FieldError(String field, String message) {}
