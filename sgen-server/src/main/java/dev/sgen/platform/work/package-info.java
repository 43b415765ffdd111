/** Bounded work on foreign input, periodic tasks, startup tasks. */
@NullMarked
package dev.sgen.platform.work;

import org.jspecify.annotations.NullMarked;
