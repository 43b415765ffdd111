/**
 * What visitors see: now, at a past moment, at a future one, or with drafts in place of what is published.
 */
@NullMarked
@NamedInterface("visibility")
package dev.sgen.publishing.visibility;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
