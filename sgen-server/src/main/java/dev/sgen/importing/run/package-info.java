/** Runs an import from upload to report: detects the format, validates and repairs items, writes them in batches. */
@NullMarked
@NamedInterface("run")
package dev.sgen.importing.run;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
