package dev.sgen.admin.people;

import dev.sgen.admin.shell.FormInput;
import dev.sgen.admin.shell.PageShell;

/**
 * A token being made.
 *
 * @param approvedOnly whether the box that lets it promote only what was approved is ticked
 */
public record TokenPage(PageShell frame, PermissionMatrix matrix, boolean approvedOnly, FormInput typed) {}
