/**
 * The PostgreSQL that comes along, or one outside; connections and migrations.
 */
@NullMarked
package dev.sgen.platform.database;

import org.jspecify.annotations.NullMarked;
