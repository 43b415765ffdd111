/**
 * Releases: named sets of records, pinned to versions, that change live together and can be undone together.
 *
 * <p>It changes coordinates only through {@link dev.sgen.publishing.engine.RecordStore}; the rules of promotion are
 * those of publishing.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "platform",
            "vocabulary",
            "audit",
            "member",
            "content",
            "publishing",
            "publishing::visibility",
            "publishing::promotion",
            "publishing::engine",
            "publishing::approval"
        })
package dev.sgen.release;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
