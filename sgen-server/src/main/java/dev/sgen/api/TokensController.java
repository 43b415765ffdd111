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
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
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
@Tag(name = "Tokens")
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
            @Nullable String expiresAt,
            @Nullable Boolean approvedOnly) {
        Tokens.Wish wish() {
            return new Tokens.Wish(
                    RequiredFields.required("/name", name),
                    member == null ? null : MemberId.parse(member),
                    Objects.requireNonNullElse(limits, List.of()),
                    RequiredFields.moment("/expiresAt", expiresAt),
                    Boolean.TRUE.equals(approvedOnly));
        }
    }

    /**
     * A token as programs see it.
     *
     * @param approvedOnly whether it promotes only what a person approved
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
            boolean approvedOnly,
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
                    entry.approvedOnly(),
                    secret);
        }
    }

    @GetMapping("/tokens")
    @Operation(summary = "List the caller's own tokens, without their secrets")
    Paging.Page<TokenJson> own(
            Actor actor,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return Paging.of(tokens.own(actor), t -> t.id().toString(), limit, cursor)
                .map(TokenJson::of);
    }

    @PostMapping("/tokens")
    @ResponseStatus(CREATED)
    @Operation(summary = "Make a token for all the caller's sites; its secret is told once")
    TokenJson create(Actor actor, @RequestBody NewToken wish, HttpServletRequest request) {
        return told(tokens.create(actor, wish.wish()), request);
    }

    @DeleteMapping("/tokens/{token}")
    @Operation(summary = "Revoke a token of the caller's own")
    @ResponseStatus(NO_CONTENT)
    void revoke(Actor actor, @PathVariable String token) {
        tokens.revoke(actor, null, RequiredFields.id(token));
    }

    @GetMapping("/sites/{site}/tokens")
    @Operation(summary = "List the tokens for a site: the caller's, or everybody's for who manages members")
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
    @Operation(
            summary = "Make a token for one site; its secret is told once",
            description = "`limits` narrows it to grants of its member, as `permission:environment` or"
                    + " `permission:environment:type`; it never does more than its member may at the moment of a call."
                    + " With `approvedOnly` it promotes exactly what a person approved.")
    TokenJson createOnSite(
            Actor actor, @PathVariable String site, @RequestBody NewToken wish, HttpServletRequest request) {
        return told(tokens.create(actor, id(site), wish.wish()), request);
    }

    @DeleteMapping("/sites/{site}/tokens/{token}")
    @Operation(summary = "Revoke a token for a site")
    @ResponseStatus(NO_CONTENT)
    void revokeOnSite(Actor actor, @PathVariable String site, @PathVariable String token) {
        tokens.revoke(actor, id(site), RequiredFields.id(token));
    }

    private static TokenJson told(TokenEntry.Minted minted, HttpServletRequest request) {
        request.setAttribute(Idempotency.SECRET, true);
        return TokenJson.of(minted.entry(), minted.secret());
    }

    private SiteId id(String site) {
        return sites.require(site).id();
    }
}
