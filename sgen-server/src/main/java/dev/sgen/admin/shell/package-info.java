/** Shared by all pages of the admin: page shell, navigation, messages, words, times, selections, refusals. */
@NullMarked
package dev.sgen.admin.shell;

import org.jspecify.annotations.NullMarked;
