/**
 * Links to what visitors don't see: a draft in its place, an environment at another moment,
 * live with a release applied. Made, opened, revoked.
 *
 * <p>It knows no page and no host, changes nothing that it shows, and asks for its maker's right each time.
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
