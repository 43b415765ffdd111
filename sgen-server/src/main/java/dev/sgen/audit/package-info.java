/**
 * Remembers every operation for ever and answers who did what, when; one hash chain per site.
 *
 * <p>It knows its subjects only by id and label, and nothing of what an operation means.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "vocabulary"})
package dev.sgen.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
