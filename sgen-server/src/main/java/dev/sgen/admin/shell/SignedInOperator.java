package dev.sgen.admin.shell;

import dev.sgen.vocabulary.Actor;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Reads the signed-in operator from the security context. No other class does so; the actor is passed as a parameter
 * from here on.
 */
public final class SignedInOperator {
    private SignedInOperator() {}

    /** The operator of the current request; empty if nobody is signed in. */
    public static Optional<Actor.Operator> operator() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof Actor.Operator operator
                ? Optional.of(operator)
                : Optional.empty();
    }
}
