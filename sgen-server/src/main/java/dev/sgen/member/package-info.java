/**
 * Accounts of people and programs, authentication, and permissions per site and environment.
 *
 * <p>It knows nothing of records and pages; a permission is only a name to it.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "vocabulary", "audit"})
package dev.sgen.member;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
