package dev.sgen.admin.people;

import org.jspecify.annotations.Nullable;

/**
 * Where somebody accepts an invitation. It looks the same whether or not the address has an account: who holds the
 * link learns nothing of others' accounts (A3).
 *
 * @param door what was typed and what was wrong
 * @param site the name of the site that invites
 * @param email the address that was invited
 * @param signedIn the name of whoever is signed in here and may take it up as they are, or null
 */
public record InvitationPage(
        SignInPage door,
        String site,
        String email,
        @Nullable String signedIn) {}
