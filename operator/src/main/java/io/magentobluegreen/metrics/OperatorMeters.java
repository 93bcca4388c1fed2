package io.magentobluegreen.metrics;

import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetrics;
import io.magentobluegreen.controller.measure.Listeners;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.function.BooleanSupplier;
import okhttp3.Interceptor;

/** All meters of a process, in one registry. */
public final class OperatorMeters {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final StoreMeters stores;
    private final ApiRequests requests;

    public OperatorMeters() {
        registry.config().meterFilter(new ReconcileNames());
        this.stores = new StoreMeters(registry);
        this.requests = new ApiRequests(registry);
    }

    /** What the operator tells of itself. */
    public Listeners listeners() {
        return new Listeners(stores, stores, MicrometerMetrics.withoutPerResourceMetrics(registry));
    }

    /** Counts the requests of the client that it is added to. */
    public Interceptor apiRequests() {
        return requests;
    }

    /** @param leading asked at each scrape */
    public void watch(BooleanSupplier leading) {
        Gauge.builder("magento.release.leader", () -> leading.getAsBoolean() ? 1 : 0)
                .description("1 in the process that leads")
                .register(registry);
    }

    /** @param format a content type of Prometheus, or what a scraper accepts */
    public String scrape(String format) {
        return registry.scrape(format);
    }
}
