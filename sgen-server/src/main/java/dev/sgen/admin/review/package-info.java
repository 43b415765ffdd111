/** The review page before an operation, and the message after it. */
@NullMarked
package dev.sgen.admin.review;

import org.jspecify.annotations.NullMarked;
