package dev.sgen.site;

import dev.sgen.vocabulary.Refusal;
import java.util.Map;

/**
 * Nothing shows yet that a claimed name is the site's to give.
 *
 * @param asked whether a name server answered
 */
public record HostUnproven(String host, SiteHost.Proof proof, boolean asked) implements Refusal {
    @Override
    public String code() {
        return "invalid-state";
    }

    @Override
    public String detail() {
        String missing = asked
                ? "The TXT record " + proof.name() + " with the value " + proof.value() + " isn't found yet."
                : "The name server doesn't answer, so the TXT record " + proof.name() + " couldn't be looked up.";
        return missing + " Set it where the domain's DNS is kept, wait until it is known, which may take an hour, and"
                + " check again; or ask the installation's administrator to confirm " + host + ".";
    }

    @Override
    public Map<String, Object> facts() {
        return Map.of("proof", Map.of("name", proof.name(), "value", proof.value()));
    }
}
