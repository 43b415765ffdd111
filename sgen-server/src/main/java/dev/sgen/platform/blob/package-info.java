/** Storage of files by content hash. */
@NullMarked
package dev.sgen.platform.blob;

import org.jspecify.annotations.NullMarked;
