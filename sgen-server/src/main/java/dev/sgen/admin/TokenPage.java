package dev.sgen.admin;

/**
 * A token being made.
 *
 * @param approvedOnly whether the box that lets it promote only what was approved is ticked
 */
public record TokenPage(Frame frame, Matrix matrix, boolean approvedOnly, Typed typed) {}
