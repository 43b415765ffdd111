package dev.sgen.admin.shell;

import dev.sgen.vocabulary.Actor;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** The one place that reads who the session belongs to; from here on the actor is handed over. */
public final class SignedInOperator {
    private SignedInOperator() {}

    public static Optional<Actor.Operator> operator() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof Actor.Operator operator
                ? Optional.of(operator)
                : Optional.empty();
    }
}
