/**
 * From live to staging: what it replaces, merging, undoing it, and the report of how far the environments are apart.
 */
@NullMarked
@NamedInterface("refresh")
package dev.sgen.publishing.refresh;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
