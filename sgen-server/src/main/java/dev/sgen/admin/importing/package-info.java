/**
 * Bringing content in.
 */
@NullMarked
package dev.sgen.admin.importing;

import org.jspecify.annotations.NullMarked;
