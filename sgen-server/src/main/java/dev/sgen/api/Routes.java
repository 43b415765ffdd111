package dev.sgen.api;

/** The roots of the addresses. */
final class Routes {
    static final String API = "/api/v1";
    static final String SITE = API + "/sites/{site}";
    /** One environment of a site; any other word there leads nowhere, never to live (ENV-14). */
    static final String IN = SITE + "/{env:staging|live|production}";

    private Routes() {}
}
