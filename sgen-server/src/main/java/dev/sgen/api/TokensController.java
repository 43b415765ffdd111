package dev.sgen.api;

import static org.springframework.http.HttpStatus.CREATED;
import static org.springframework.http.HttpStatus.NO_CONTENT;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sgen.member.TokenEntry;
import dev.sgen.member.Tokens;
import dev.sgen.site.Sites;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.MemberId;
import dev.sgen.vocabulary.SiteId;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Tokens: narrowed to one site, or the caller's own for all of their sites. */
@RestController
@RequestMapping("/api/v1")
class TokensController {
    private final Sites sites;
    private final Tokens tokens;

    TokensController(Sites sites, Tokens tokens) {
        this.sites = sites;
        this.tokens = tokens;
    }

    record NewToken(
            @Nullable String name,
            @Nullable String member,
            @Nullable List<String> limits,
            @Nullable String expiresAt) {
        Tokens.Wish wish() {
            return new Tokens.Wish(
                    Given.required("/name", name),
                    member == null ? null : MemberId.parse(member),
                    Objects.requireNonNullElse(limits, List.of()),
                    Given.moment("/expiresAt", expiresAt));
        }
    }

    /**
     * A token as programs see it.
     *
     * @param token the token itself; only in the answer to the call that made it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TokenJson(
            String id,
            String name,
            String member,
            String memberName,
            @Nullable String site,
            String hint,
            List<String> limits,
            String createdAt,
            @Nullable String lastUsedAt,
            @Nullable String expiresAt,
            @Nullable String token) {
        static TokenJson of(TokenEntry entry) {
            return of(entry, null);
        }

        static TokenJson of(TokenEntry entry, @Nullable String secret) {
            return new TokenJson(
                    entry.id().toString(),
                    entry.name(),
                    entry.member().toString(),
                    entry.memberName(),
                    Objects.toString(entry.site(), null),
                    entry.hint(),
                    entry.limits(),
                    entry.createdAt().toString(),
                    Objects.toString(entry.lastUsedAt(), null),
                    Objects.toString(entry.expiresAt(), null),
                    secret);
        }
    }

    @GetMapping("/tokens")
    Paging.Page<TokenJson> own(
            Actor actor,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return Paging.of(tokens.own(actor), t -> t.id().toString(), limit, cursor)
                .map(TokenJson::of);
    }

    @PostMapping("/tokens")
    @ResponseStatus(CREATED)
    TokenJson create(Actor actor, @RequestBody NewToken wish, HttpServletRequest request) {
        return told(tokens.create(actor, wish.wish()), request);
    }

    @DeleteMapping("/tokens/{token}")
    @ResponseStatus(NO_CONTENT)
    void revoke(Actor actor, @PathVariable String token) {
        tokens.revoke(actor, null, Given.id(token));
    }

    @GetMapping("/sites/{site}/tokens")
    Paging.Page<TokenJson> onSite(
            Actor actor,
            @PathVariable String site,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return Paging.of(tokens.onSite(actor, id(site)), t -> t.id().toString(), limit, cursor)
                .map(TokenJson::of);
    }

    @PostMapping("/sites/{site}/tokens")
    @ResponseStatus(CREATED)
    TokenJson createOnSite(
            Actor actor, @PathVariable String site, @RequestBody NewToken wish, HttpServletRequest request) {
        return told(tokens.create(actor, id(site), wish.wish()), request);
    }

    @DeleteMapping("/sites/{site}/tokens/{token}")
    @ResponseStatus(NO_CONTENT)
    void revokeOnSite(Actor actor, @PathVariable String site, @PathVariable String token) {
        tokens.revoke(actor, id(site), Given.id(token));
    }

    private static TokenJson told(TokenEntry.Minted minted, HttpServletRequest request) {
        request.setAttribute(Idempotency.SECRET, true);
        return TokenJson.of(minted.entry(), minted.secret());
    }

    private SiteId id(String site) {
        return sites.require(site).id();
    }
}
