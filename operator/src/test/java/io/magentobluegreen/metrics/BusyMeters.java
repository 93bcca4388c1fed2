package io.magentobluegreen.metrics;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.api.reconciler.Constants;
import io.javaoperatorsdk.operator.processing.GroupVersionKind;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.magentobluegreen.cluster.StoreKey;
import io.magentobluegreen.cluster.storefront.http.DirectTransport;
import io.magentobluegreen.controller.ReleaseOperator;
import io.magentobluegreen.controller.measure.EndedRelease;
import io.magentobluegreen.controller.measure.Listeners;
import io.magentobluegreen.controller.measure.Standing;
import io.magentobluegreen.release.record.Step;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/** Meters that were told of everything there is. */
final class BusyMeters {
    private static final StoreKey SHOP = new StoreKey("shops", "shop");
    private static final Map<String, Object> OF_SERVICES =
            Map.of(Constants.RESOURCE_GVK_KEY, GroupVersionKind.gvkFor(Service.class));

    private final OperatorMeters meters = new OperatorMeters();

    BusyMeters() {
        Listeners listeners = meters.listeners();
        meters.watch(() -> true);
        registerControllers(listeners);
        listeners.releases().stands(SHOP, new Standing("Failed", true, Optional.of("CheckFailed")));
        listeners.checks().soaked(SHOP, 1);
        listeners
                .releases()
                .ended(new EndedRelease(
                        false, "Promoted", Duration.ofMinutes(7), Map.of(Step.START, Duration.ofSeconds(9))));
        reconcile(listeners.framework());
        try {
            askNobody(meters);
        } catch (IOException refused) {
            // It is counted all the same.
        }
    }

    String scrape() {
        return meters.scrape("text/plain");
    }

    /** Gauges of the framework are there from the moment at which a controller is known. */
    private static void registerControllers(Listeners listeners) {
        try (KubernetesClient client =
                        new KubernetesClientBuilder().withConfig(Config.empty()).build();
                DirectTransport transport = new DirectTransport()) {
            ReleaseOperator.Setup setup = new ReleaseOperator.Setup(
                    Set.of(),
                    transport,
                    false,
                    true,
                    1,
                    Optional.empty(),
                    Clock.systemUTC(),
                    listeners,
                    Duration.ofSeconds(1));
            new ReleaseOperator(client, setup).close();
        }
    }

    private static void reconcile(Metrics framework) {
        Service service = new ServiceBuilder()
                .withNewMetadata()
                .withName("shop")
                .endMetadata()
                .build();
        framework.failedReconciliation(service, new IllegalStateException(), OF_SERVICES);
        try {
            framework.timeControllerExecution(new Execution());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static void askNobody(OperatorMeters meters) throws IOException {
        new OkHttpClient.Builder()
                .addInterceptor(meters.apiRequests())
                .build()
                .newCall(new Request.Builder()
                        .url("http://127.0.0.1:1/api/v1/namespaces/shops/pods/shop-1")
                        .build())
                .execute()
                .close();
    }

    /** One reconciliation, as the framework tells of it. */
    private static final class Execution implements Metrics.ControllerExecution<String> {
        @Override
        public String name() {
            return "reconcile";
        }

        @Override
        public String controllerName() {
            return "magento-service-guard";
        }

        @Override
        public String successTypeName(String result) {
            return result;
        }

        @Override
        public ResourceID resourceID() {
            return new ResourceID("shop", "shops");
        }

        @Override
        public Map<String, Object> metadata() {
            return OF_SERVICES;
        }

        @Override
        public String execute() {
            return "none";
        }
    }
}
