/**
 * The few ids and closed sets that every module speaks.
 *
 * <p>It parses and prints them and decides nothing.
 */
@NullMarked
@ApplicationModule(
        type = ApplicationModule.Type.OPEN,
        allowedDependencies = {})
package dev.sgen.vocabulary;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
