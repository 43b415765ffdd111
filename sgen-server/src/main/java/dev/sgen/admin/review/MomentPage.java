package dev.sgen.admin.review;

/** Page fragment that says what a typed moment means. */
public record MomentPage(ScheduleQuestion.Meaning meaning) {}
