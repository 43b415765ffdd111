package dev.sgen.bench;

import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;

/** Puts the counter between the program and its pool. */
final class CountingPostProcessor implements BeanPostProcessor {
    private @Nullable CountedSource source;

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof DataSource real && source == null) {
            source = new CountedSource(real);
            return source;
        }
        return bean;
    }

    CountedSource source() {
        return Objects.requireNonNull(source, "the program made no pool");
    }
}
