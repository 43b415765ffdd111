/**
 * The write path: pure rules of a record's states, the transaction that locks, decides, writes and appends the audit entry, and the SQL of records, versions and coordinates.
 *
 * <p>Used inside publishing, and by release for its steps; nobody else sees it.
 */
@NullMarked
@NamedInterface("engine")
package dev.sgen.publishing.engine;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
