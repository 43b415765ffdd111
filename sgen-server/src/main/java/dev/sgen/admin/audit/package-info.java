/** The audit trail: lists entries, and words them as sentences. */
@NullMarked
package dev.sgen.admin.audit;

import org.jspecify.annotations.NullMarked;
