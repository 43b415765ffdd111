package dev.sgen.admin.importing;

/** Page fragment that shows the progress of a running import and polls {@code address} until it ends. */
public record ImportProgressPage(ImportPage.Run run, String address) {}
