/**
 * The HTTP contract: JSON in, JSON out, problems as RFC 9457.
 *
 * <p>It holds no rule; each call is one use case.
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
            "publishing::visibility",
            "publishing::schedule",
            "publishing::refresh",
            "publishing::record",
            "publishing::promotion",
            "publishing::approval",
            "media",
            "importing",
            "importing::run",
            "forms",
            "release",
            "notification",
            "preview"
        })
package dev.sgen.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
