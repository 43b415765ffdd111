/** Previews of drafts and other moments. */
@NullMarked
package dev.sgen.admin.preview;

import org.jspecify.annotations.NullMarked;
