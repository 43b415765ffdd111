/**
 * The lifecycle of records: save, publish, unpublish, promote, schedule, archive, revive, delete, recover; with
 * versions, coordinates and visibility intervals.
 *
 * <p>Coordinates are changed only through {@link dev.sgen.publishing.engine.RecordStore}. The module has no dependency
 * on HTML, HTTP or files.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "vocabulary", "audit", "member", "site", "content"})
package dev.sgen.publishing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
