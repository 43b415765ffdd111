package dev.sgen.member;

import dev.sgen.vocabulary.Refusal;
import java.util.Map;

/**
 * Nothing may happen in this originator's name any more: the member left the site, or the token was revoked or has
 * expired (invariants 10 and 26, SCHED-25).
 *
 * @param name the member's or the token's name, as the subject of a sentence
 * @param how what happened to it, as the end of that sentence
 */
public record OriginatorGone(String name, String how) implements Refusal {
    public static final String CODE = "originator-gone";

    @Override
    public String code() {
        return CODE;
    }

    @Override
    public String detail() {
        return name + " " + how + ", so nothing is carried out in that name. Set the moment again in your own.";
    }

    @Override
    public Map<String, Object> facts() {
        return Map.of();
    }
}
