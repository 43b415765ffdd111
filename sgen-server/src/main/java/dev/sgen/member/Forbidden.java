package dev.sgen.member;

import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.Refusal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The actor is known on this site but lacks a permission (ROLE-9).
 *
 * @param permission the missing one: the operation's own, or {@code settings}, which site-shaping types need besides
 * @param type the content type for which it is missing, if the actor holds it for others; else null
 * @param reason why it is missing
 */
public record Forbidden(
        String role,
        String permission,
        @Nullable String environment,
        @Nullable String type,
        Reason reason) implements Refusal {

    /** Why a permission is missing. */
    public enum Reason {
        /** The role doesn't hold it, or the token is limited to other permissions. */
        NOT_HELD,
        /** The record's type is site-shaping, and the settings permission, which it needs besides, is missing. */
        SHAPES_SITE,
        /** The token may do nothing on live but promote what a person approved. */
        APPROVED_ONLY
    }

    Forbidden(String role, String permission, @Nullable String environment) {
        this(role, permission, environment, null, Reason.NOT_HELD);
    }

    static Forbidden of(String role, Permission permission, @Nullable Environment environment) {
        return new Forbidden(role, permission.key(), environment == null ? null : environment.key());
    }

    @Override
    public String code() {
        return "forbidden";
    }

    @Override
    public String detail() {
        return switch (reason) {
            case NOT_HELD ->
                "The role " + role + " may not " + deed()
                        + (type == null ? "" : " records of the type " + type)
                        + (environment == null ? " here" : " on " + environment)
                        + ". Ask an administrator of the site for it.";
            case SHAPES_SITE ->
                "Records of the type " + type + " shape the whole site: they need the permission " + permission
                        + " on " + environment + " as well, which the role " + role
                        + " doesn't hold here. Ask an administrator of the site for it.";
            case APPROVED_ONLY ->
                "This token does nothing on live but promote what a person approved, so it may not " + permission
                        + " there. Do it on staging, and ask for its promotion.";
        };
    }

    /**
     * The refused activity as a verb phrase. Most permission keys are verbs; those that are nouns get a phrase here.
     */
    private String deed() {
        return switch (permission) {
            case "audit" -> "read the audit trail";
            case "inbox" -> "read and answer the inbox";
            case "settings" -> "change settings";
            case "types" -> "change content types";
            case "members" -> "manage members";
            case "bulk" -> "work on many records at once";
            case "backups" -> "use backups";
            default -> permission;
        };
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
