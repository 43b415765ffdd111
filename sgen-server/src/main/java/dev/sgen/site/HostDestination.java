package dev.sgen.site;

/** What a {@code Host} header asks for; decided before anything else runs. */
public sealed interface HostDestination {
    /** The installation's own host: admin and API. */
    record Installation() implements HostDestination {}

    /** A site's host. */
    record Public(HostAddress address) implements HostDestination {}

    /**
     * The host of a preview; whether there is one is for others to say.
     *
     * @param word the secret in the name
     */
    record Preview(String word) implements HostDestination {}

    /** Nobody's host, or no host name at all: answered 421 with no hint of what exists. */
    record Unknown() implements HostDestination {}
}
