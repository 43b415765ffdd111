/**
 * Imports content from other systems (WordPress and Ghost exports, product lists) and from starters, and reports the
 * outcome of every item.
 *
 * <p>The module writes no records itself: it goes through publishing and media.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "platform",
            "vocabulary",
            "audit",
            "member",
            "site",
            "content",
            "publishing",
            "publishing::record",
            "publishing::promotion",
            "media"
        })
package dev.sgen.importing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
