package dev.sgen.audit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import org.springframework.stereotype.Component;

/** Shows as {@code sgen_trail_lag} how many audit entries each consumer hasn't been told yet. */
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
