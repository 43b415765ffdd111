/**
 * Product lists as CSV.
 */
@NullMarked
package dev.sgen.importing.products;

import org.jspecify.annotations.NullMarked;
