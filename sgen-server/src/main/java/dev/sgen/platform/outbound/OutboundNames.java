package dev.sgen.platform.outbound;

import dev.sgen.platform.settings.Settings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.DirContext;
import javax.naming.directory.InitialDirContext;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Queries DNS for TXT records. Besides {@link OutboundGuard} the only class that contacts other machines: it talks only
 * to the configured name server, never to the hosts that a name resolves to.
 */
@Component
public class OutboundNames {
    private static final String TEXT = "TXT";
    private static final String FIRST_WAIT_MILLIS = "1000";
    /** Each try waits twice as long as the one before: seven seconds in all. */
    private static final String TRIES = "3";

    private final String server;

    @Autowired
    OutboundNames(Settings settings) {
        this(settings.nameServer().orElse("dns:"));
    }

    /**
     * @param server such as {@code dns://192.0.2.1:53}; {@code dns:} for the machine's own
     */
    public OutboundNames(String server) {
        this.server = server;
    }

    /** No name server answered, or it reported a failure. */
    public static final class Unanswered extends IOException {
        private static final long serialVersionUID = 1L;

        Unanswered(Throwable cause) {
            super("the name server doesn't answer", cause);
        }
    }

    /**
     * The TXT records of a name; empty if the name doesn't exist.
     *
     * @param name letters, digits, hyphens, underscores and dots
     * @throws Unanswered if the name server gave no answer
     */
    public List<String> texts(String name) throws Unanswered {
        try {
            DirContext names = new InitialDirContext(surroundings());
            try {
                Attribute found =
                        names.getAttributes(name + ".", new String[] {TEXT}).get(TEXT);
                return found == null ? List.of() : values(found);
            } finally {
                names.close();
            }
        } catch (NameNotFoundException nothing) {
            return List.of();
        } catch (NamingException failed) {
            throw new Unanswered(failed);
        }
    }

    private static List<String> values(Attribute found) throws NamingException {
        List<String> texts = new ArrayList<>();
        NamingEnumeration<?> values = found.getAll();
        while (values.hasMore()) {
            texts.add(String.valueOf(values.next()).replace("\"", ""));
        }
        return List.copyOf(texts);
    }

    /** JNDI requires {@link Hashtable}. */
    @SuppressWarnings("JdkObsolete")
    private Hashtable<String, String> surroundings() {
        Hashtable<String, String> surroundings = new Hashtable<>();
        surroundings.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
        surroundings.put(Context.PROVIDER_URL, server);
        surroundings.put("com.sun.jndi.dns.timeout.initial", FIRST_WAIT_MILLIS);
        surroundings.put("com.sun.jndi.dns.timeout.retries", TRIES);
        return surroundings;
    }
}
