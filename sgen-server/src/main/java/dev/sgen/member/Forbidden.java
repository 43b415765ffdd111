package dev.sgen.member;

import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.Refusal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The actor is known here, but doesn't hold the permission (ROLE-9). */
public record Forbidden(
        String role, String permission, @Nullable String environment) implements Refusal {

    static Forbidden of(String role, Permission permission, @Nullable Environment environment) {
        return new Forbidden(role, permission.key(), environment == null ? null : environment.key());
    }

    @Override
    public String code() {
        return "forbidden";
    }

    @Override
    public String detail() {
        return "The role " + role + " may not " + permission + (environment == null ? " here" : " on " + environment)
                + ". Ask an administrator of the site for it.";
    }

    @Override
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("permission", permission);
        if (environment != null) {
            facts.put("environment", environment);
        }
        return facts;
    }
}
