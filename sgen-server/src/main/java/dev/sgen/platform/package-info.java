/**
 * Time, randomness, ids, JSON, the database process, blobs, outbound connections: the technical base of all modules.
 *
 * <p>It knows no domain terms such as site, record or member; from the vocabulary it uses only how refusals are thrown.
 */
@NullMarked
@ApplicationModule(
        type = ApplicationModule.Type.OPEN,
        allowedDependencies = {"vocabulary"})
package dev.sgen.platform;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
