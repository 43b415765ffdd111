/** Reads starters: sites that come with the product as a folder of JSON files. */
@NullMarked
package dev.sgen.importing.starter;

import org.jspecify.annotations.NullMarked;
