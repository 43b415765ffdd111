/**
 * What a record is made of: content types, their schemas, typed blocks, and whether a body is valid and clean.
 *
 * <p>It knows no state, no environment and no version.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "vocabulary", "audit", "member", "site"})
package dev.sgen.content;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
