/** The installation's settings and its secret key. */
@NullMarked
package dev.sgen.platform.settings;

import org.jspecify.annotations.NullMarked;
