/** Sites, their settings and hosts, content types, and a site's home page. */
@NullMarked
package dev.sgen.admin.site;

import org.jspecify.annotations.NullMarked;
