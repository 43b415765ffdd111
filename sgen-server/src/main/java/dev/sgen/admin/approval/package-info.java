/** Approval requests for promotions and their answers. */
@NullMarked
package dev.sgen.admin.approval;

import org.jspecify.annotations.NullMarked;
