/** Promotion from staging to live: carried records, conflicts with changes on live, audit of refused attempts. */
@NullMarked
@NamedInterface("promotion")
package dev.sgen.publishing.promotion;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
