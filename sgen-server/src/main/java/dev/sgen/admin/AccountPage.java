package dev.sgen.admin;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The operator's own account. */
public record AccountPage(
        Frame frame, String name, List<MembersPage.TokenLine> tokens, Typed typed, MembersPage.@Nullable Told told) {}
