/**
 * Turns a record's content into HTML by logic-less templates that can reach maps and nothing else.
 *
 * <p>It runs no query and knows no request; what it may show is handed to it.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "vocabulary", "content"})
package dev.sgen.theme;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
