/**
 * HTML of any origin as blocks.
 */
@NullMarked
package dev.sgen.importing.html;

import org.jspecify.annotations.NullMarked;
