/**
 * An import from upload to report: recognising the file, checking and repairing items, writing them in batches.
 */
@NullMarked
@NamedInterface("run")
package dev.sgen.importing.run;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
