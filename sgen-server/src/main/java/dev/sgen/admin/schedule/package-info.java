/**
 * Everything that will happen by itself.
 */
@NullMarked
package dev.sgen.admin.schedule;

import org.jspecify.annotations.NullMarked;
