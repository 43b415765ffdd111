package dev.sgen.admin.drift;

/**
 * How many records differ between the environments, as the frame of every page shows it once it is counted.
 *
 * @param href the page that lists them
 */
public record DriftCount(String href, int records) {}
