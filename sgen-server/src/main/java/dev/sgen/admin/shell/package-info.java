/**
 * What every page of the admin shares: the frame, navigation, messages, words, times, selections, refusals.
 */
@NullMarked
package dev.sgen.admin.shell;

import org.jspecify.annotations.NullMarked;
