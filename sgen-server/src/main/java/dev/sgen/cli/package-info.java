/**
 * The terminal's face: commands, exit codes, one line of what and one of what to do.
 *
 * <p>It holds no rule; each command is one use case.
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
            "media",
            "importing",
            "importing::run",
            "importing::demo"
        })
package dev.sgen.cli;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
