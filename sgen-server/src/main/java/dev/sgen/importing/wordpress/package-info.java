/**
 * WordPress exports (WXR), WooCommerce products included.
 */
@NullMarked
package dev.sgen.importing.wordpress;

import org.jspecify.annotations.NullMarked;
