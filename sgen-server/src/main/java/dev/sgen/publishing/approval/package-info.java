/**
 * Requests to promote: asking, granting, declining, and their end when a record changes.
 */
@NullMarked
@NamedInterface("approval")
package dev.sgen.publishing.approval;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
