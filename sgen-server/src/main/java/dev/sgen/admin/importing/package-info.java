/** Imports and their reports. */
@NullMarked
package dev.sgen.admin.importing;

import org.jspecify.annotations.NullMarked;
