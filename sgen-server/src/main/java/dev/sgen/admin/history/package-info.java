/** A record's versions and when they were public. */
@NullMarked
package dev.sgen.admin.history;

import org.jspecify.annotations.NullMarked;
