/**
 * Sites, their settings and host names, content types, a site's home page.
 */
@NullMarked
package dev.sgen.admin.site;

import org.jspecify.annotations.NullMarked;
