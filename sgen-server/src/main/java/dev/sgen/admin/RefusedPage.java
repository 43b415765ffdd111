package dev.sgen.admin;

/** A whole page that says no, and why. */
public record RefusedPage(Frame frame, String title, String detail) {}
