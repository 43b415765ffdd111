/** Schedules of records: listing them, carrying them out, cancelling those whose originator is gone. */
@NullMarked
@NamedInterface("schedule")
package dev.sgen.publishing.schedule;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
