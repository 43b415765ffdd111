/**
 * Links to what visitors don't see: a draft in its place, an environment at another moment. Made, opened, revoked.
 *
 * <p>It knows no page and no host, changes nothing that it shows, and asks for its maker's right each time.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "vocabulary", "audit", "member", "content", "publishing"})
package dev.sgen.preview;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
