/** Pending and failed schedules. */
@NullMarked
package dev.sgen.admin.schedule;

import org.jspecify.annotations.NullMarked;
