/** The embedded or external PostgreSQL; connections and migrations. */
@NullMarked
package dev.sgen.platform.database;

import org.jspecify.annotations.NullMarked;
