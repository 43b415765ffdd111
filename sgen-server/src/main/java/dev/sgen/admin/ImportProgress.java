package dev.sgen.admin;

/** The part of an import's page that asks again until it is done. */
public record ImportProgress(ImportPage.Run run, String address) {}
