/**
 * What an operator of the installation can set, and its key.
 */
@NullMarked
package dev.sgen.platform.settings;

import org.jspecify.annotations.NullMarked;
