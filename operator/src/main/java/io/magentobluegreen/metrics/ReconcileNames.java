package io.magentobluegreen.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives the framework's meters our names and the labels that are worth a series. What is not named here is not kept:
 * some of it has a label whose values never end, such as the number of a try.
 */
final class ReconcileNames implements MeterFilter {
    private static final String FRAMEWORK = "operator.sdk.";
    private static final String RECONCILE = "magento.release.reconcile.";
    private static final String DURATION = RECONCILE + "duration";
    private static final List<String> KEPT = List.of("kind", "exception");
    private static final String OF_RESOURCE = "resource.";

    /** By how the framework's name begins: its gauges end with the controller's name. */
    private static final Map<String, String> NAMES = Map.of(
            "controllers.execution.reconcile", DURATION,
            "reconciliations.failed", RECONCILE + "failures",
            "reconciliations.queue.size.", RECONCILE + "queue",
            "reconciliations.executions.", RECONCILE + "running");

    private static final double[] BUCKETS =
            Arrays.stream(Buckets.QUICK).mapToDouble(Duration::toNanos).toArray();

    @Override
    public Meter.Id map(Meter.Id id) {
        return ours(id.getName())
                .map(name -> id.withName(name).replaceTags(kept(id)))
                .orElse(id);
    }

    private static Optional<String> ours(String name) {
        return NAMES.entrySet().stream()
                .filter(each -> isNamed(name, FRAMEWORK + each.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static boolean isNamed(String name, String wanted) {
        return wanted.endsWith(".") ? name.startsWith(wanted) : name.equals(wanted);
    }

    private static Tags kept(Meter.Id id) {
        return Tags.of(id.getTags().stream()
                .map(tag -> Tag.of(tag.getKey().replace(OF_RESOURCE, ""), tag.getValue()))
                .filter(tag -> KEPT.contains(tag.getKey()))
                .toList());
    }

    @Override
    public MeterFilterReply accept(Meter.Id id) {
        return id.getName().startsWith(FRAMEWORK) ? MeterFilterReply.DENY : MeterFilterReply.NEUTRAL;
    }

    @Override
    public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
        return id.getName().equals(DURATION)
                ? DistributionStatisticConfig.builder()
                        .percentiles()
                        .percentilesHistogram(false)
                        .serviceLevelObjectives(BUCKETS)
                        .build()
                        .merge(config)
                : config;
    }
}
