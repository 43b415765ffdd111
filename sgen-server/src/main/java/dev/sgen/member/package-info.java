/**
 * Who people and programs are, how they prove it, and what they may do on a site in an environment.
 *
 * <p>It knows no record and no page; a permission is a word to it.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "vocabulary", "audit"})
package dev.sgen.member;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
