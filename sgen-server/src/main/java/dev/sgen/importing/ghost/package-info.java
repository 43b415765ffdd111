/** Reads Ghost exports. */
@NullMarked
package dev.sgen.importing.ghost;

import org.jspecify.annotations.NullMarked;
