/**
 * Members, roles, tokens, invitations, one's own account, signing in, notifications.
 */
@NullMarked
package dev.sgen.admin.people;

import org.jspecify.annotations.NullMarked;
