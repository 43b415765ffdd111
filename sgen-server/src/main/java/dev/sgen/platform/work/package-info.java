/**
 * Background work: bounded lanes for foreign input, periodic tasks, tasks at start.
 */
@NullMarked
package dev.sgen.platform.work;

import org.jspecify.annotations.NullMarked;
