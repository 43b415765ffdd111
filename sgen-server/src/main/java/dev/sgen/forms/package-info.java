/**
 * Accepts what visitors send with published forms, and stores it in one inbox per environment.
 *
 * <p>The module has no dependency on pages or templates, never changes a record, and never transfers anything between
 * environments.
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
            "publishing::visibility"
        })
package dev.sgen.forms;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
