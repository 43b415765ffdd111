package dev.sgen.audit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import org.springframework.stereotype.Component;

/** Publishes the metric {@code sgen_trail_lag}: the number of audit entries each consumer has not received. */
@Component
class TrailLag implements MeterBinder {
    private final List<TrailConsumer> consumers;
    private final TrailCursors cursors;

    TrailLag(List<TrailConsumer> consumers, TrailCursors cursors) {
        this.consumers = consumers;
        this.cursors = cursors;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        consumers.forEach(consumer -> Gauge.builder("sgen.trail.lag", () -> cursors.lag(consumer.name()))
                .description("Audit entries that a consumer of the trail hasn't been told yet")
                .tag("consumer", consumer.name())
                .register(registry));
    }
}
