/**
 * The product seen from outside: it is started as a process and driven through its HTTP interface and a
 * browser, by people with names. Nothing in here calls its classes.
 *
 * <p>{@link dev.sgen.e2e.Product} is the process, {@link dev.sgen.e2e.World} the sites and people in it,
 * {@link dev.sgen.e2e.Person} what they do, {@link dev.sgen.e2e.Visitor} what the public sees.
 */
@NullMarked
package dev.sgen.e2e;

import org.jspecify.annotations.NullMarked;
