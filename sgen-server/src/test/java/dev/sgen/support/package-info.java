/** What tests share: a real PostgreSQL, a clock set by hand, the names of what they prove. */
@NullMarked
package dev.sgen.support;

import org.jspecify.annotations.NullMarked;
