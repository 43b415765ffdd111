/**
 * Time, randomness, ids, JSON, the database process, blobs, the outbound guard: what every program needs.
 *
 * <p>It knows no business word: no site, no record, no member; of the vocabulary only how a refusal is carried.
 */
@NullMarked
@ApplicationModule(
        type = ApplicationModule.Type.OPEN,
        allowedDependencies = {"vocabulary"})
package dev.sgen.platform;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
