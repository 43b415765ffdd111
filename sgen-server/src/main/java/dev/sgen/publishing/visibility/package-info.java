/** What visitors see: now, at a past or future moment, or with drafts instead of published versions. */
@NullMarked
@NamedInterface("visibility")
package dev.sgen.publishing.visibility;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
