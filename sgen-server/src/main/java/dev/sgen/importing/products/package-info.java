/** Reads product lists (CSV). */
@NullMarked
package dev.sgen.importing.products;

import org.jspecify.annotations.NullMarked;
