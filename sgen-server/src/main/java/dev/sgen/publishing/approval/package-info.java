/** Requests to promote: making, granting and declining them, and voiding them when a record changes. */
@NullMarked
@NamedInterface("approval")
package dev.sgen.publishing.approval;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
