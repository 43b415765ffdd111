package dev.sgen.member;

import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.Refusal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The actor is known here, but doesn't hold the permission (ROLE-9).
 *
 * @param type the content type it is missing for, where they hold it for others
 */
public record Forbidden(
        String role,
        String permission,
        @Nullable String environment,
        @Nullable String type) implements Refusal {

    Forbidden(String role, String permission, @Nullable String environment) {
        this(role, permission, environment, null);
    }

    static Forbidden of(String role, Permission permission, @Nullable Environment environment) {
        return new Forbidden(role, permission.key(), environment == null ? null : environment.key());
    }

    static Forbidden of(String role, Permission permission, @Nullable Environment environment, String type) {
        return new Forbidden(role, permission.key(), environment == null ? null : environment.key(), type);
    }

    @Override
    public String code() {
        return "forbidden";
    }

    @Override
    public String detail() {
        return "The role " + role + " may not " + permission
                + (type == null ? "" : " records of the type " + type)
                + (environment == null ? " here" : " on " + environment)
                + ". Ask an administrator of the site for it.";
    }

    @Override
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("permission", permission);
        if (environment != null) {
            facts.put("environment", environment);
        }
        if (type != null) {
            facts.put("type", type);
        }
        return facts;
    }
}
