/**
 * The write path: pure rules of record states, the transaction that locks, decides, writes and appends the audit entry,
 * and the SQL of records, versions and coordinates.
 *
 * <p>Used only inside publishing, and by release for its steps.
 */
@NullMarked
@NamedInterface("engine")
package dev.sgen.publishing.engine;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
