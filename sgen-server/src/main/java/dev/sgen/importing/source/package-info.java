/** Shared by all source formats: items, notes about them, cleaning of text and XML. */
@NullMarked
package dev.sgen.importing.source;

import org.jspecify.annotations.NullMarked;
