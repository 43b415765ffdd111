/**
 * The audit trail: stores an entry for every operation permanently, in one hash chain per site, and answers who did
 * what and when.
 *
 * <p>It knows its subjects only by id, type and title, and nothing about the meaning of an operation.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "vocabulary"})
package dev.sgen.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
