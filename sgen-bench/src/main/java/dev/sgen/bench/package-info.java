/**
 * Measures the whole product against a peer or a limit of the same run. A figure is worth only what the
 * line beside it says: absolute numbers belong to the machine, ratios to the product.
 */
@NullMarked
package dev.sgen.bench;

import org.jspecify.annotations.NullMarked;
