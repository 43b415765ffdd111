/** Content: record lists, editor, media library, tags, deleted records. */
@NullMarked
package dev.sgen.admin.content;

import org.jspecify.annotations.NullMarked;
