/**
 * Files by their content.
 */
@NullMarked
package dev.sgen.platform.blob;

import org.jspecify.annotations.NullMarked;
