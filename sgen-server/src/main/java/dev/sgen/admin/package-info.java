/**
 * The operator's face: pages that say where you are, who sees what, and what a button will do.
 *
 * <p>It holds no rule; each action is one use case.
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
            "publishing::schedule",
            "publishing::refresh",
            "publishing::record",
            "publishing::promotion",
            "publishing::approval",
            "media",
            "theme",
            "importing",
            "importing::run",
            "forms",
            "release",
            "notification",
            "preview",
            "delivery"
        })
package dev.sgen.admin;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
