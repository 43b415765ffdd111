/**
 * Brings content in from elsewhere: WordPress exports, product lists, starters; reports on every item.
 *
 * <p>It writes no table of records: everything it brings goes through publishing and media.
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
