/** What went wrong elsewhere, and doesn't here: one class for each kind of complaint, its sources named. */
@NullMarked
package dev.sgen.peers;

import org.jspecify.annotations.NullMarked;
