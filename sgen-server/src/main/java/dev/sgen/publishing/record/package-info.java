/**
 * Operations on records within one environment: save, publish, unpublish, archive, delete, recover, tag; lists,
 * reading, retention.
 */
@NullMarked
@NamedInterface("record")
package dev.sgen.publishing.record;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
