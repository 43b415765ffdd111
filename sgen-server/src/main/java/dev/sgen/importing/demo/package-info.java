/**
 * The demo site and its history.
 */
@NullMarked
@NamedInterface("demo")
package dev.sgen.importing.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
