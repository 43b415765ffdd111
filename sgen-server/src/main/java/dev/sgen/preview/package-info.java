/**
 * Links that show unpublished content: a draft in its place, an environment at another moment, or live with a release
 * applied.
 *
 * <p>The module has no dependency on pages or hosts, changes nothing that it shows, and checks its maker's rights at
 * each use.
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
            "publishing::record",
            "release"
        })
package dev.sgen.preview;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
