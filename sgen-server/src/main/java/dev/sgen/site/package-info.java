/**
 * Which accounts and sites exist, on which plan tier, and which host names lead to which site and environment.
 *
 * <p>It knows nothing of what a site contains.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "vocabulary", "audit", "member"})
package dev.sgen.site;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
