package dev.sgen.admin.people;

import dev.sgen.admin.shell.FlashMessage;
import dev.sgen.admin.shell.FlashMessages;
import dev.sgen.admin.shell.PageShells;
import dev.sgen.admin.shell.RefusalPages;
import dev.sgen.admin.shell.RefusedPage;
import dev.sgen.admin.shell.SignedInOperator;
import dev.sgen.admin.shell.Views;
import dev.sgen.member.InvitationAcceptance;
import dev.sgen.member.Invitations;
import dev.sgen.member.Sessions;
import dev.sgen.member.Setup;
import dev.sgen.member.SignIn;
import dev.sgen.site.Sites;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.FieldError;
import dev.sgen.vocabulary.InvalidInput;
import dev.sgen.vocabulary.Refusal;
import dev.sgen.vocabulary.Refused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/** Controller of sign-in and sign-out, the setup of the first administrator, and invitations. */
@Controller
class SignInScreen {
    private final Views views;
    private final PageShells pageShells;
    private final SignIn signIn;
    private final Setup setup;
    private final Invitations invitations;
    private final InvitationAcceptance acceptance;
    private final Sites sites;
    private final Sessions sessions;

    SignInScreen(
            Views views,
            PageShells pageShells,
            SignIn signIn,
            Setup setup,
            Invitations invitations,
            InvitationAcceptance acceptance,
            Sites sites,
            Sessions sessions) {
        this.acceptance = acceptance;
        this.sites = sites;
        this.views = views;
        this.pageShells = pageShells;
        this.signIn = signIn;
        this.setup = setup;
        this.invitations = invitations;
        this.sessions = sessions;
    }

    @GetMapping("/admin/sign-in")
    View signIn(@RequestParam(defaultValue = "") String next, HttpServletRequest request) {
        if (setup.needed()) {
            return new RedirectView("/admin/setup");
        }
        if (SignedInOperator.operator().isPresent()) {
            return new RedirectView(Sessions.returnPath(next));
        }
        return views.show("people/sign-in", page(request, null, Map.of("next", next)));
    }

    @PostMapping("/admin/sign-in")
    View signIn(
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String next,
            HttpServletRequest request,
            HttpServletResponse response) {
        try {
            enter(request, signIn.withPassword(email, password, sessions.origin(request)));
            return new RedirectView(Sessions.returnPath(next));
        } catch (Refused refused) {
            return views.show(
                    "people/sign-in",
                    page(request, refused.refusal(), Map.of("email", email, "next", next)),
                    RefusalPages.waiting(refused.refusal(), response)
                            ? refused.refusal().code().equals("busy") ? 503 : 429
                            : 401);
        }
    }

    private void enter(HttpServletRequest request, Actor.Operator operator) {
        sessions.start(request, operator);
        sessions.remember(request, signIn.deviceOf(operator, sessions.origin(request)));
    }

    @PostMapping("/admin/sign-out")
    View signOut(HttpServletRequest request) {
        sessions.end(request);
        return new RedirectView("/admin/sign-in");
    }

    @GetMapping("/admin/setup")
    View setup(HttpServletRequest request) {
        return setup.needed()
                ? views.show("people/setup", page(request, null, Map.of()))
                : new RedirectView("/admin/sign-in");
    }

    @PostMapping("/admin/setup")
    View setup(
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String password,
            HttpServletRequest request) {
        try {
            enter(request, setup.createFirst(email, name, password));
            FlashMessages.next(request, FlashMessage.done("You are the first administrator. Make your first site."));
            return new RedirectView("/admin/sites/new");
        } catch (Refused refused) {
            return views.show(
                    "people/setup", page(request, refused.refusal(), Map.of("email", email, "name", name)), 422);
        }
    }

    @GetMapping("/admin/invitation/{secret}")
    View invitation(@PathVariable String secret, HttpServletRequest request) {
        return invitations
                .find(secret)
                .map(open -> views.show("people/invitation", invited(request, open, null, Map.of("name", open.name()))))
                .orElseGet(() -> views.show(
                        "shell/refused",
                        new RefusedPage(
                                pageShells.outside(request, null),
                                "This invitation is used or over",
                                "An invitation works once and for a limited time. Ask whoever invited you for a new one."),
                        404));
    }

    /**
     * Accepts an invitation.
     *
     * @param account {@code present} to accept as the signed-in operator, {@code known} to accept with the
     *     password of the account that the address has, otherwise to choose a password for a new account
     */
    @PostMapping("/admin/invitation/{secret}")
    View invitation(
            @PathVariable String secret,
            @RequestParam(defaultValue = "") String account,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String password,
            HttpServletRequest request,
            HttpServletResponse response) {
        Optional<Invitations.Open> open = invitations.find(secret);
        try {
            accept(secret, account, name, password, request);
            return new RedirectView("/admin");
        } catch (Refused refused) {
            int status = RefusalPages.waiting(refused.refusal(), response) ? 429 : 422;
            return open.map(i -> {
                        // The form for an existing account has no name field, so the name from the invitation is kept
                        // for the other form.
                        String called = account.equals("known") ? i.name() : name;
                        Map<String, String> typed = Map.of("name", called, "account", account);
                        return views.show("people/invitation", invited(request, i, refused.refusal(), typed), status);
                    })
                    .orElseGet(() -> views.show(
                            "shell/refused",
                            new RefusedPage(
                                    pageShells.outside(request, null),
                                    "This invitation is used or over",
                                    refused.refusal().detail()),
                            status));
        }
    }

    private void accept(String secret, String account, String name, String password, HttpServletRequest request) {
        Optional<Actor.Operator> present = SignedInOperator.operator().filter(o -> account.equals("present"));
        if (present.isPresent()) {
            acceptance.signedIn(secret, present.get());
            return;
        }
        enter(
                request,
                account.equals("known")
                        ? acceptance.withAccount(secret, password, sessions.origin(request))
                        : acceptance.withNewPassword(
                                secret, name.isBlank() ? null : name, password, sessions.origin(request)));
    }

    private InvitationPage invited(
            HttpServletRequest request, Invitations.Open open, @Nullable Refusal refusal, Map<String, String> typed) {
        return new InvitationPage(
                page(request, refusal, typed),
                sites.require(open.site()).name(),
                open.email(),
                SignedInOperator.operator()
                        .filter(operator -> acceptance.isFor(open, operator))
                        .map(Actor.Operator::name)
                        .orElse(null));
    }

    private SignInPage page(HttpServletRequest request, @Nullable Refusal refusal, Map<String, String> typed) {
        Map<String, String> fields = new HashMap<>();
        if (refusal instanceof InvalidInput invalid) {
            for (FieldError error : invalid.errors()) {
                fields.put(error.field().substring(1), error.message());
            }
        }
        return new SignInPage(
                pageShells.outside(request, null),
                refusal == null || !fields.isEmpty() ? null : refusal.detail(),
                typed,
                fields);
    }
}
