/** The only classes that open connections to other machines. */
@NullMarked
package dev.sgen.platform.outbound;

import org.jspecify.annotations.NullMarked;
