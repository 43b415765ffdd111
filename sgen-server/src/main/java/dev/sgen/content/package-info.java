/**
 * Content types, their schemas, typed blocks, and the validation and cleaning of content.
 *
 * <p>It knows no coordinates, environments or versions.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "vocabulary", "audit", "member", "site"})
package dev.sgen.content;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
