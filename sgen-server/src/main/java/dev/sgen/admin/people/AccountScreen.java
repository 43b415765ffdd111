package dev.sgen.admin.people;

import dev.sgen.admin.shell.FlashMessage;
import dev.sgen.admin.shell.FlashMessages;
import dev.sgen.admin.shell.FormInput;
import dev.sgen.admin.shell.PageShells;
import dev.sgen.admin.shell.RefusalPages;
import dev.sgen.admin.shell.Views;
import dev.sgen.member.Sessions;
import dev.sgen.member.SignIn;
import dev.sgen.member.Tokens;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Refused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/** Controller of the operator's own password, tokens and sessions. */
@Controller
class AccountScreen {
    private final Views views;
    private final PageShells pageShells;
    private final SignIn signIn;
    private final Sessions sessions;
    private final Tokens tokens;

    AccountScreen(Views views, PageShells pageShells, SignIn signIn, Sessions sessions, Tokens tokens) {
        this.views = views;
        this.pageShells = pageShells;
        this.signIn = signIn;
        this.sessions = sessions;
        this.tokens = tokens;
    }

    @GetMapping("/admin/account")
    View account(Actor.Operator actor, HttpServletRequest request) {
        return views.show("people/account", page(actor, request, FormInput.NOTHING, null));
    }

    @PostMapping("/admin/account/password")
    View password(
            Actor.Operator actor,
            @RequestParam(defaultValue = "") String oldPassword,
            @RequestParam(defaultValue = "") String password,
            HttpServletRequest request,
            HttpServletResponse response) {
        try {
            signIn.changePassword(actor, oldPassword, password, sessions.id(request));
        } catch (Refused refused) {
            FormInput formInput = FormInput.of("password", request, refused.refusal());
            int status = RefusalPages.waiting(refused.refusal(), response) ? 429 : 422;
            return views.show("people/account", page(actor, request, formInput, null), status);
        }
        sessions.start(request, actor);
        FlashMessages.next(
                request, FlashMessage.done("Your password is changed. Every other session of yours has ended."));
        return new RedirectView("/admin/account");
    }

    @PostMapping("/admin/account/sign-out-everywhere")
    View everywhere(Actor.Operator actor, HttpServletRequest request) {
        signIn.outEverywhere(actor);
        sessions.end(request);
        return new RedirectView("/admin/sign-in");
    }

    @PostMapping("/admin/account/tokens")
    View token(Actor.Operator actor, @RequestParam(defaultValue = "") String name, HttpServletRequest request) {
        try {
            var minted = tokens.create(actor, new Tokens.Wish(name, null, List.of(), null));
            MembersPage.Told told = new MembersPage.Told(
                    "Token “" + name + "”", "Good on all your sites. It is shown only now.", minted.secret());
            return views.show("people/account", page(actor, request, FormInput.NOTHING, told));
        } catch (Refused refused) {
            FormInput formInput = FormInput.of("token", request, refused.refusal());
            return views.show("people/account", page(actor, request, formInput, null), 422);
        }
    }

    @PostMapping("/admin/account/tokens/{token}/revoke")
    View revoke(Actor.Operator actor, @PathVariable String token, HttpServletRequest request) {
        tokens.revoke(actor, null, MembersScreen.id(token));
        FlashMessages.next(request, FlashMessage.done("The token is revoked."));
        return new RedirectView("/admin/account");
    }

    private AccountPage page(
            Actor.Operator actor, HttpServletRequest request, FormInput formInput, MembersPage.@Nullable Told told) {
        return new AccountPage(
                pageShells.outside(request, actor),
                actor.name(),
                tokens.own(actor).stream().map(MembersScreen::line).toList(),
                formInput,
                told);
    }
}
