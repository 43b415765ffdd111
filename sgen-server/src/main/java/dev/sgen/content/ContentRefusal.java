package dev.sgen.content;

import dev.sgen.vocabulary.Refusal;

/** The refusals of content and content types. */
public sealed interface ContentRefusal extends Refusal permits InvalidContent, TypeInUse {}
