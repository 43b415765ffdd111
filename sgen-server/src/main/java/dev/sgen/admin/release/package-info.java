/** Releases: list, contents, review. */
@NullMarked
package dev.sgen.admin.release;

import org.jspecify.annotations.NullMarked;
