package io.magentobluegreen.metrics;

import io.magentobluegreen.cluster.StoreKey;
import io.magentobluegreen.controller.measure.Standing;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Optional;

/** The series of one store. Written by one thread at a time; scraped by others. */
final class StoreSeries {
    private final MeterRegistry registry;
    private final Tags store;
    private final Meter available;
    private volatile Standing shown;
    private Optional<Meter> phase = Optional.empty();
    private Optional<Meter> stalled = Optional.empty();
    private Optional<Counter> failedRequests = Optional.empty();

    StoreSeries(MeterRegistry registry, StoreKey store) {
        this.registry = registry;
        this.store = Tags.of("namespace", store.namespace(), "name", store.name());
        this.available = Gauge.builder("magento.release.store.available", () -> isAvailable() ? 1 : 0)
                .description("1 while the live set serves customers")
                .tags(this.store)
                .register(registry);
    }

    boolean isIn(String word) {
        Standing now = shown;
        return now != null && now.phase().equals(word);
    }

    private boolean isAvailable() {
        Standing now = shown;
        return now != null && now.available();
    }

    void show(Standing next) {
        Standing before = shown;
        shown = next;
        if (before == null || !before.phase().equals(next.phase())) {
            phase.ifPresent(registry::remove);
            phase = Optional.of(
                    one("magento.release.store.phase", "The phase that the store is in", "phase", next.phase()));
        }
        if (before == null || !before.stalled().equals(next.stalled())) {
            stalled.ifPresent(registry::remove);
            stalled = next.stalled()
                    .map(reason -> one("magento.release.store.stalled", "The store needs a person", "reason", reason));
        }
    }

    void soaked(int failed) {
        if (failedRequests.isEmpty()) {
            failedRequests = Optional.of(Counter.builder("magento.release.soak.failed.requests")
                    .description("Requests of live checks that failed in a soak")
                    .tags(store)
                    .register(registry));
        }
        failedRequests.get().increment(failed);
    }

    void remove() {
        registry.remove(available);
        phase.ifPresent(registry::remove);
        stalled.ifPresent(registry::remove);
        failedRequests.ifPresent(registry::remove);
    }

    private Meter one(String name, String description, String label, String value) {
        return Gauge.builder(name, () -> 1)
                .description(description)
                .tags(store.and(label, value))
                .register(registry);
    }
}
