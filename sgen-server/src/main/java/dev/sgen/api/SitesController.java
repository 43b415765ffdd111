package dev.sgen.api;

import static org.springframework.http.HttpStatus.CREATED;
import static org.springframework.http.HttpStatus.NO_CONTENT;

import dev.sgen.site.Hosts;
import dev.sgen.site.Site;
import dev.sgen.site.SiteHost;
import dev.sgen.site.SiteHosts;
import dev.sgen.site.Sites;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.Plan;
import io.swagger.v3.oas.annotations.Operation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Sites and their host names. */
@RestController
@RequestMapping("/api/v1/sites")
class SitesController {
    private final Sites sites;
    private final SiteHosts siteHosts;
    private final Hosts hosts;

    SitesController(Sites sites, SiteHosts siteHosts, Hosts hosts) {
        this.sites = sites;
        this.siteHosts = siteHosts;
        this.hosts = hosts;
    }

    record NewSite(
            @Nullable String key,
            @Nullable String name,
            @Nullable String plan,
            @Nullable String timeZone) {}

    record SiteChange(
            @Nullable String name,
            @Nullable String plan,
            @Nullable String timeZone,
            @Nullable Boolean secondPerson) {}

    /**
     * A site as programs see it.
     *
     * @param secondPerson whether nothing is promoted without the word of somebody who didn't ask for it
     * @param hosts the names under which it is always reachable
     */
    record SiteJson(
            String id,
            String key,
            String name,
            String plan,
            String timeZone,
            boolean secondPerson,
            String createdAt,
            Map<String, String> hosts) {}

    record NewHost(@Nullable String host, @Nullable String environment) {}

    /** A TXT record in the domain's DNS. */
    record ProofJson(String name, String value) {}

    /**
     * A host name of a site.
     *
     * @param state {@code claimed} until its proof is found, and it serves nothing; {@code confirmed} after that
     * @param proof what to publish in the domain's DNS; null once it is confirmed
     */
    record HostJson(
            String host,
            String environment,
            boolean custom,
            String state,
            @Nullable ProofJson proof) {
        static HostJson of(SiteHost host) {
            SiteHost.Proof proof = host.proof();
            return new HostJson(
                    host.host(),
                    host.environment().key(),
                    host.custom(),
                    proof == null ? "confirmed" : "claimed",
                    proof == null ? null : new ProofJson(proof.name(), proof.value()));
        }
    }

    @GetMapping
    Paging.Page<SiteJson> list(
            Actor actor,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return Paging.of(sites.visibleTo(actor), Site::key, limit, cursor).map(this::json);
    }

    @PostMapping
    ResponseEntity<SiteJson> create(Actor actor, @RequestBody NewSite wish) {
        Site site = sites.create(
                actor,
                RequiredFields.required("/key", wish.key()),
                RequiredFields.required("/name", wish.name()),
                Objects.requireNonNullElse(wish.plan(), Plan.STARTER.key()),
                Objects.requireNonNullElse(wish.timeZone(), "UTC"));
        return ResponseEntity.status(CREATED)
                .header("Location", "/api/v1/sites/" + site.key())
                .body(json(site));
    }

    @GetMapping("/{site}")
    SiteJson read(Actor actor, @PathVariable String site) {
        return json(sites.visible(actor, site));
    }

    @PatchMapping("/{site}")
    SiteJson change(Actor actor, @PathVariable String site, @RequestBody SiteChange change) {
        return json(sites.change(
                actor,
                sites.require(site).id(),
                new Sites.Change(change.name(), change.plan(), change.timeZone(), change.secondPerson())));
    }

    @GetMapping("/{site}/hosts")
    Paging.Page<HostJson> hosts(
            Actor actor,
            @PathVariable String site,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return Paging.of(siteHosts.list(actor, sites.require(site).id()), SiteHost::host, limit, cursor)
                .map(HostJson::of);
    }

    @PostMapping("/{site}/hosts")
    @ResponseStatus(CREATED)
    @Operation(
            summary = "Claim a host name for a site",
            description =
                    "It serves once it is confirmed: by its `proof`, a TXT record in the domain's DNS, or by the"
                            + " installation's administrator, whose own additions are confirmed by that. Others may claim it too.")
    HostJson addHost(Actor actor, @PathVariable String site, @RequestBody NewHost wish) {
        return HostJson.of(siteHosts.add(
                actor,
                sites.require(site).id(),
                RequiredFields.required("/host", wish.host()),
                Environment.parse(RequiredFields.required("/environment", wish.environment()))));
    }

    @PostMapping("/{site}/hosts/{host}/verify")
    @Operation(
            summary = "Confirm a claimed host name",
            description = "Looks the host's proof up in the DNS now; 409 while it isn't found. The installation's"
                    + " administrator confirms without one.")
    HostJson verifyHost(Actor actor, @PathVariable String site, @PathVariable String host) {
        return HostJson.of(siteHosts.verify(actor, sites.require(site).id(), host));
    }

    @DeleteMapping("/{site}/hosts/{host}")
    @ResponseStatus(NO_CONTENT)
    void removeHost(Actor actor, @PathVariable String site, @PathVariable String host) {
        siteHosts.remove(actor, sites.require(site).id(), host);
    }

    private SiteJson json(Site site) {
        Map<String, String> names = new LinkedHashMap<>();
        for (Environment environment : Environment.values()) {
            names.put(environment.key(), hosts.defaultHost(site.key(), environment));
        }
        return new SiteJson(
                site.id().toString(),
                site.key(),
                site.name(),
                site.plan(),
                site.timeZone(),
                site.secondPerson(),
                site.createdAt().toString(),
                names);
    }
}
