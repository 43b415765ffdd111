/** Submissions of visitors. */
@NullMarked
package dev.sgen.admin.inbox;

import org.jspecify.annotations.NullMarked;
