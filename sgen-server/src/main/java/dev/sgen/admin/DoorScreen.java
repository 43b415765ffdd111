package dev.sgen.admin;

import dev.sgen.member.Invitations;
import dev.sgen.member.Sessions;
import dev.sgen.member.Setup;
import dev.sgen.member.SignIn;
import dev.sgen.vocabulary.FieldError;
import dev.sgen.vocabulary.InvalidInput;
import dev.sgen.vocabulary.Refusal;
import dev.sgen.vocabulary.Refused;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/** The ways in and out: sign-in, the first administrator, invitations, sign-out. */
@Controller
class DoorScreen {
    private final Views views;
    private final Frames frames;
    private final SignIn signIn;
    private final Setup setup;
    private final Invitations invitations;
    private final Sessions sessions;

    DoorScreen(Views views, Frames frames, SignIn signIn, Setup setup, Invitations invitations, Sessions sessions) {
        this.views = views;
        this.frames = frames;
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
        if (SignedIn.operator().isPresent()) {
            return new RedirectView(Sessions.returnPath(next));
        }
        return views.show("sign-in", page(request, null, Map.of("next", next)));
    }

    @PostMapping("/admin/sign-in")
    View signIn(
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String next,
            HttpServletRequest request) {
        try {
            sessions.start(request, signIn.withPassword(email, password, request.getRemoteAddr()));
            return new RedirectView(Sessions.returnPath(next));
        } catch (Refused refused) {
            return views.show(
                    "sign-in",
                    page(request, refused.refusal(), Map.of("email", email, "next", next)),
                    switch (refused.refusal().code()) {
                        case "rate-limited" -> 429;
                        case "busy" -> 503;
                        default -> 401;
                    });
        }
    }

    @PostMapping("/admin/sign-out")
    View signOut(HttpServletRequest request) {
        sessions.end(request);
        return new RedirectView("/admin/sign-in");
    }

    @GetMapping("/admin/setup")
    View setup(HttpServletRequest request) {
        return setup.needed() ? views.show("setup", page(request, null, Map.of())) : new RedirectView("/admin/sign-in");
    }

    @PostMapping("/admin/setup")
    View setup(
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String password,
            HttpServletRequest request) {
        try {
            sessions.start(request, setup.createFirst(email, name, password));
            Notices.next(request, Notice.done("You are the first administrator. Make your first site."));
            return new RedirectView("/admin/sites/new");
        } catch (Refused refused) {
            return views.show("setup", page(request, refused.refusal(), Map.of("email", email, "name", name)), 422);
        }
    }

    @GetMapping("/admin/invitation/{secret}")
    View invitation(@PathVariable String secret, HttpServletRequest request) {
        return invitations
                .nameBehind(secret)
                .map(name -> views.show("invitation", page(request, null, Map.of("name", name))))
                .orElseGet(() -> views.show(
                        "refused",
                        new RefusedPage(
                                frames.outside(request, null),
                                "This invitation is used or over",
                                "An invitation works once and for a limited time. Ask whoever invited you for a new one."),
                        404));
    }

    @PostMapping("/admin/invitation/{secret}")
    View invitation(
            @PathVariable String secret,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String password,
            HttpServletRequest request) {
        try {
            sessions.start(request, invitations.accept(secret, name.isBlank() ? null : name, password));
            return new RedirectView("/admin");
        } catch (Refused refused) {
            String called = name.isBlank() ? invitations.nameBehind(secret).orElse("") : name;
            return views.show("invitation", page(request, refused.refusal(), Map.of("name", called)), 422);
        }
    }

    private DoorPage page(HttpServletRequest request, @Nullable Refusal refusal, Map<String, String> typed) {
        Map<String, String> fields = new HashMap<>();
        if (refusal instanceof InvalidInput invalid) {
            for (FieldError error : invalid.errors()) {
                fields.put(error.field().substring(1), error.message());
            }
        }
        return new DoorPage(
                frames.outside(request, null),
                refusal == null || !fields.isEmpty() ? null : refusal.detail(),
                typed,
                fields);
    }
}
