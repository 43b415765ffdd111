/** Web server behaviour that doesn't depend on content: limits, slow clients, proxies, health, headers. */
@NullMarked
package dev.sgen.platform.web;

import org.jspecify.annotations.NullMarked;
