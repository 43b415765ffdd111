/** Refresh from live to staging: what it replaces, merging, undo, and the drift report. */
@NullMarked
@NamedInterface("refresh")
package dev.sgen.publishing.refresh;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
