/**
 * The admin interface: pages that say which environment they show, who sees an effect, and what a button does.
 *
 * <p>It contains no business rules; each action calls one use case.
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
