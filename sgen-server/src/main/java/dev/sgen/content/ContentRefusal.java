package dev.sgen.content;

import dev.sgen.vocabulary.Refusal;

/** Why content or a content type isn't taken. */
public sealed interface ContentRefusal extends Refusal permits InvalidContent, TypeInUse {}
