package dev.sgen.vocabulary;

/** There is no such thing here, or not for this actor: the two are never told apart (MULTI-7). */
public record NotFound(String what) implements Refusal {
    @Override
    public String code() {
        return "not-found";
    }

    @Override
    public String detail() {
        return "There is no such " + what + " here. Check the id, the site and the environment in the address.";
    }
}
