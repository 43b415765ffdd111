package dev.sgen.site;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names that no site may have, and names that nobody can prove to be theirs: what machines and networks call
 * themselves and each other (RFC 6761, RFC 6762, RFC 8375, RFC 9476; A16).
 */
final class ReservedHosts {
    /** They lead to the machine itself, or nowhere at all; a name below one does so too. */
    private static final Set<String> NEVER =
            Set.of("localhost", "localdomain", "invalid", "arpa", "onion", "metadata.google.internal");

    /** Inside of a network they may mean something, but no public name server answers for them. */
    private static final Set<String> PRIVATE =
            Set.of("local", "internal", "intranet", "lan", "home", "corp", "private", "alt", "test");

    /** An address in one of its spellings, 0x7f.1 among them: no top-level domain is a number. */
    private static final Pattern NUMERIC = Pattern.compile("(?:.*\\.)?(?:[0-9]+|0x[0-9a-f]*)");

    private ReservedHosts() {}

    /** Whether no site may answer to it, whoever asks. */
    static boolean never(String host) {
        return within(host, NEVER)
                || host.indexOf('.') < 0
                || NUMERIC.matcher(host).matches();
    }

    /** Whether only the installation's administrator can vouch for it. */
    static boolean unprovable(String host) {
        return within(host, PRIVATE);
    }

    private static boolean within(String host, Set<String> names) {
        return names.stream().anyMatch(name -> host.equals(name) || host.endsWith("." + name));
    }
}
