package dev.sgen.admin.review;

/** What a typed moment means. */
public record MomentPage(ScheduleQuestion.Meaning meaning) {}
