package dev.sgen.admin.people;

import dev.sgen.admin.shell.FormInput;
import dev.sgen.admin.shell.PageShell;

/**
 * Page model of the form of a new token.
 *
 * @param approvedOnly whether the option "may promote only what was approved" is ticked
 */
public record TokenPage(PageShell frame, PermissionMatrix matrix, boolean approvedOnly, FormInput typed) {}
