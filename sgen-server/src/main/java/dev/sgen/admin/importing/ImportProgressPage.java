package dev.sgen.admin.importing;

/** The part of an import's page that asks again until it is done. */
public record ImportProgressPage(ImportPage.Run run, String address) {}
