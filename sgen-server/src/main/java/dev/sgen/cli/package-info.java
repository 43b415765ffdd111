/**
 * The command line: commands, exit codes, and errors as one line each for what happened and what to do.
 *
 * <p>It contains no business rules; each command calls one use case.
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
