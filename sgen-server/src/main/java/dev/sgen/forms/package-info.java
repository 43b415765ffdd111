/**
 * Takes what visitors send by published forms and keeps it in one inbox per environment.
 *
 * <p>It knows no page and no template, never moves a record, and lets nothing cross from one environment to the other.
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
