/**
 * A record's versions and when visitors saw them.
 */
@NullMarked
package dev.sgen.admin.history;

import org.jspecify.annotations.NullMarked;
