/** Members, roles, tokens, invitations, the operator's account, sign-in, notifications. */
@NullMarked
package dev.sgen.admin.people;

import org.jspecify.annotations.NullMarked;
