/**
 * How far the environments are apart, refreshing staging, merging conflicts.
 */
@NullMarked
package dev.sgen.admin.drift;

import org.jspecify.annotations.NullMarked;
