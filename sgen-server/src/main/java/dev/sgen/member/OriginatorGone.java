package dev.sgen.member;

import dev.sgen.vocabulary.Refusal;
import java.util.Map;

/**
 * Nothing happens in this name any more: the member left the site, or the token by which the moment was set was
 * revoked or has expired (invariants 10 and 26, SCHED-25).
 *
 * @param name the member's or the token's, as a sentence's subject
 * @param how what became of it, as the sentence's end
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
