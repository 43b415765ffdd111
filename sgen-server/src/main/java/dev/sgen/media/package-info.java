/**
 * Takes uploaded bytes in, decides by the bytes what they are, keeps them once by hash, makes sized renditions.
 *
 * <p>It decides no visibility: a media record lives by the publishing rules like any other.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "platform",
            "vocabulary",
            "audit",
            "member",
            "site",
            "content",
            "publishing",
            "publishing::record"
        })
package dev.sgen.media;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
