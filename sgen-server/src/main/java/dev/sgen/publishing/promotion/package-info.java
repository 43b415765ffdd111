/**
 * From staging to live: which records go along, conflicts with what live changed, refused attempts in the trail.
 */
@NullMarked
@NamedInterface("promotion")
package dev.sgen.publishing.promotion;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
