package dev.sgen.admin.people;

import org.jspecify.annotations.Nullable;

/**
 * Page model for accepting an invitation. It looks the same whether or not the address has an account, so that the
 * holder of the link learns nothing about other accounts (A3).
 *
 * @param door the input so far and its errors
 * @param site the name of the site that invites
 * @param email the invited address
 * @param signedIn the name of the signed-in operator if the invitation is for them, so that they can accept it
 *     without a password; otherwise null
 */
public record InvitationPage(
        SignInPage door,
        String site,
        String email,
        @Nullable String signedIn) {}
