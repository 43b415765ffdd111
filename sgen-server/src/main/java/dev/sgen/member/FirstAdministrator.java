package dev.sgen.member;

import dev.sgen.platform.settings.Settings;
import dev.sgen.vocabulary.Actor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Creates the administrator and the token named in the settings, before the server answers its first request. */
@Component
@ConditionalOnWebApplication
class FirstAdministrator implements SmartInitializingSingleton {
    private static final Logger LOG = LoggerFactory.getLogger(FirstAdministrator.class);
    private static final Actor.Platform START = new Actor.Platform(null, null);

    private final Settings settings;
    private final JdbcClient jdbc;
    private final Setup setup;
    private final Tokens tokens;

    FirstAdministrator(Settings settings, JdbcClient jdbc, Setup setup, Tokens tokens) {
        this.settings = settings;
        this.jdbc = jdbc;
        this.setup = setup;
        this.tokens = tokens;
    }

    @Override
    public void afterSingletonsInstantiated() {
        settings.administrator().ifPresent(this::ensure);
    }

    private void ensure(Settings.Administrator wanted) {
        if (setup.needed()) {
            setup.createAdministrator(START, wanted.email(), nameOf(wanted.email()), wanted.password());
        }
        Person.proven(jdbc, wanted.email())
                .filter(Person::installationAdministrator)
                .ifPresentOrElse(
                        person -> wanted.token().ifPresent(token -> tokens.bootstrap(START, person.id(), token)),
                        () -> LOG.warn(
                                "SGEN_ADMIN_EMAIL names {}, who is no administrator here; the setting has no effect once there is one",
                                wanted.email()));
    }

    private static String nameOf(String email) {
        String local = email.substring(0, Math.max(1, email.indexOf('@')));
        return Character.toUpperCase(local.charAt(0)) + local.substring(1);
    }
}
