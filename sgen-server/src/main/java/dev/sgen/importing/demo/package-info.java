/** The demo site: a starter plus a history of operations on its records. */
@NullMarked
@NamedInterface("demo")
package dev.sgen.importing.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
