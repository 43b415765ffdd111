/**
 * The audit trail and its sentences.
 */
@NullMarked
package dev.sgen.admin.audit;

import org.jspecify.annotations.NullMarked;
