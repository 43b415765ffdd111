/**
 * How the web server behaves whatever it serves: limits, slow clients, proxies, health, headers.
 */
@NullMarked
package dev.sgen.platform.web;

import org.jspecify.annotations.NullMarked;
