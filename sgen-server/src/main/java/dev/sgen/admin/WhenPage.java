package dev.sgen.admin;

/** What a typed moment means. */
public record WhenPage(ScheduleAsk.Meaning meaning) {}
