/**
 * Answers visitors: one site, one environment, one revision, published content only.
 *
 * <p>It changes nothing itself, hands posts of forms on, and holds no rule of publishing.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "platform",
            "vocabulary",
            "site",
            "content",
            "publishing",
            "publishing::visibility",
            "media",
            "theme",
            "forms",
            "preview"
        })
package dev.sgen.delivery;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
