/**
 * Many records at one moment: named sets, fixed to versions, that change live together and are taken back together.
 *
 * <p>It moves no coordinate and knows no rule of a record's life: it says which steps belong together and when, and
 * publishing takes them.
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
