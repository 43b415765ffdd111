/**
 * The life of a record: save, publish, unpublish, promote, schedule, archive, revive, delete, recover; versions, coordinates and visibility intervals.
 *
 * <p>It knows nothing of HTML, HTTP or files, and it is the only module that moves a coordinate.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "vocabulary", "audit", "member", "site", "content"})
package dev.sgen.publishing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
