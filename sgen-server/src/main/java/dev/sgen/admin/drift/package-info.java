/** Drift between the environments: the list, refreshing staging, merging conflicts. */
@NullMarked
package dev.sgen.admin.drift;

import org.jspecify.annotations.NullMarked;
