/** Converts HTML of any origin into blocks. */
@NullMarked
package dev.sgen.importing.html;

import org.jspecify.annotations.NullMarked;
