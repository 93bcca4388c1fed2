package io.magentobluegreen.controller;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.magentobluegreen.api.MagentoRelease;
import io.magentobluegreen.cluster.StoreCluster;
import io.magentobluegreen.controller.measure.ReleaseListener;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Both controllers of an operator, without the framework around them: each reconciles when it is told to. */
public final class SteppedControllers {
    private static final StoreChanged NEWS = new StoreChanged();

    private final MagentoReleaseReconciler releases;
    private final ServiceGuard guard;

    public SteppedControllers(KubernetesClient client, StoreCluster cluster, Clock clock) {
        releases = new MagentoReleaseReconciler(
                new Turns(client, cluster, clock),
                new Reporter(client, ReleaseListener.NONE),
                new WakeUps<>("store-changed", (work, in) -> {}),
                clock);
        guard = new ServiceGuard(client, cluster, new WakeUps<>("guarded-store-changed", (work, in) -> {}), clock);
    }

    /** @return in how long it asks to be called again although nothing was heard */
    public Optional<Duration> reconcile(MagentoRelease resource, boolean deleted) {
        return delay(releases.reconcile(resource, context(deleted)));
    }

    /** @return in how long it asks to be called again although nothing was heard */
    public Optional<Duration> guard(Service service, boolean deleted) {
        return delay(guard.reconcile(service, context(deleted)));
    }

    /** Whether the operator's own filter lets this update of its resource through. */
    public static boolean isNews(MagentoRelease before, MagentoRelease after) {
        return NEWS.accept(after, before);
    }

    private static Optional<Duration> delay(UpdateControl<?> control) {
        return control.getScheduleDelay().map(Duration::ofMillis);
    }

    /** Nothing else is asked of the framework. */
    @SuppressWarnings("unchecked")
    private static <P extends HasMetadata> Context<P> context(boolean deleted) {
        return (Context<P>) Proxy.newProxyInstance(
                SteppedControllers.class.getClassLoader(),
                new Class<?>[] {Context.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("isPrimaryResourceDeleted")) {
                        return deleted;
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }
}
