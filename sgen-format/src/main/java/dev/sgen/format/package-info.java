/**
 * The {@code .sgen} container: how one site at one moment lies in one file.
 *
 * <p>This module holds the format alone. It knows neither Spring nor a database, so that a file can
 * be read, verified and fuzzed without an installation. The container arrives with the backup
 * capability; until then the module only fixes the place and the direction of its arrows.
 */
@NullMarked
package dev.sgen.format;

import org.jspecify.annotations.NullMarked;
