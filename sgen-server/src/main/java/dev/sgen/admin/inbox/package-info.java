/**
 * What visitors sent by forms.
 */
@NullMarked
package dev.sgen.admin.inbox;

import org.jspecify.annotations.NullMarked;
