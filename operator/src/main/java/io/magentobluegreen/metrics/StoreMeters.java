package io.magentobluegreen.metrics;

import io.magentobluegreen.cluster.StoreKey;
import io.magentobluegreen.cluster.task.CheckListener;
import io.magentobluegreen.controller.measure.EndedRelease;
import io.magentobluegreen.controller.measure.ReleaseListener;
import io.magentobluegreen.controller.measure.Standing;
import io.magentobluegreen.controller.measure.Switch;
import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.record.Phase;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.Task;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts stores and what becomes of their releases. What has a store's name as a label goes with the store; all other
 * labels have few values, whose counters are there from the start, as a rate needs them.
 */
final class StoreMeters implements ReleaseListener, CheckListener {
    private final MeterRegistry registry;
    private final Map<StoreKey, StoreSeries> stores = new ConcurrentHashMap<>();

    StoreMeters(MeterRegistry registry) {
        this.registry = registry;
        for (Phase phase : Phase.values()) {
            Gauge.builder("magento.release.stores", () -> count(phase))
                    .description("Stores in this phase")
                    .tag("phase", phase.text())
                    .register(registry);
        }
        for (Outcome outcome : Outcome.values()) {
            release("release", outcome.text());
        }
        for (Task.Kind kind : Task.Kind.values()) {
            check(kind, true);
            check(kind, false);
        }
        for (Switch how : Switch.values()) {
            flip(how);
        }
        rollback("automatic");
        rollback("asked");
    }

    private long count(Phase phase) {
        return stores.values().stream()
                .filter(store -> store.isIn(phase.text()))
                .count();
    }

    @Override
    public void stands(StoreKey store, Standing standing) {
        stores.compute(store, (key, known) -> {
            StoreSeries series = known == null ? new StoreSeries(registry, key) : known;
            series.show(standing);
            return series;
        });
    }

    @Override
    public void ended(EndedRelease release) {
        release(release.goingBack() ? "rollback" : "release", release.outcome()).record(release.took());
        release.steps().forEach((step, took) -> step(step).record(took));
    }

    @Override
    public void switched(Switch how) {
        flip(how).increment();
        switch (how) {
            case BACK_BY_ITSELF -> rollback("automatic").increment();
            case BACK_AS_ASKED -> rollback("asked").increment();
            case FORWARD -> {}
        }
    }

    @Override
    public void checked(Task.Kind kind, boolean passed) {
        check(kind, passed).increment();
    }

    /** A round may end after its store is gone: it begins no series. */
    @Override
    public void soaked(StoreKey store, int failedRequests) {
        stores.computeIfPresent(store, (key, series) -> {
            series.soaked(failedRequests);
            return series;
        });
    }

    @Override
    public void gone(StoreKey store) {
        stores.computeIfPresent(store, (key, series) -> {
            series.remove();
            return null;
        });
    }

    private Timer release(String kind, String outcome) {
        return timer("magento.release.duration", "From the start of a release to its end", Buckets.RELEASE)
                .tags("kind", kind, "outcome", outcome)
                .register(registry);
    }

    private Timer step(Step step) {
        return timer("magento.release.step.duration", "How long a gate took that was passed", Buckets.STEP)
                .tag("step", step.text())
                .register(registry);
    }

    private static Timer.Builder timer(String name, String description, Duration[] buckets) {
        return Timer.builder(name).description(description).serviceLevelObjectives(buckets);
    }

    private Counter check(Task.Kind kind, boolean passed) {
        return Counter.builder("magento.release.checks")
                .description("Storefront checks that came to an answer")
                .tag("check", kind.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .tag("result", passed ? "passed" : "failed")
                .register(registry);
    }

    private Counter flip(Switch how) {
        return Counter.builder("magento.release.flips")
                .description("Switches of a live Service from one set to another")
                .tag("direction", how == Switch.FORWARD ? "forward" : "back")
                .register(registry);
    }

    private Counter rollback(String trigger) {
        return Counter.builder("magento.release.rollbacks")
                .description("Switches of a live Service back to a set before")
                .tag("trigger", trigger)
                .register(registry);
    }
}
