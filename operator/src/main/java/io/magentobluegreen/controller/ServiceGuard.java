package io.magentobluegreen.controller;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.magentobluegreen.api.MagentoRelease;
import io.magentobluegreen.cluster.ActionRefused;
import io.magentobluegreen.cluster.GuardObservation;
import io.magentobluegreen.cluster.ObservedStale;
import io.magentobluegreen.cluster.ResourceGone;
import io.magentobluegreen.cluster.StoreCluster;
import io.magentobluegreen.cluster.StoreKey;
import io.magentobluegreen.manifest.Labels;
import io.magentobluegreen.manifest.Services;
import io.magentobluegreen.release.guard.GuardPlanner;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the live Service as its record says, whatever else goes on. Its primary is the Service, so that it works also
 * when the resource's spec, its Secret or a step of a release does not.
 */
@ControllerConfiguration(
        name = "magento-service-guard",
        generationAwareEventProcessing = false,
        triggerReconcilerOnAllEvents = true,
        informer =
                @Informer(
                        labelSelector = Labels.SERVICE + "=" + Services.LIVE,
                        itemStore = LeanItemStore.class,
                        informerListLimit = LeanItemStore.PAGE))
public final class ServiceGuard implements Reconciler<Service> {
    private static final int TRIES = 5;
    private static final Duration AGAIN = Duration.ofMillis(500);

    private final KubernetesClient client;
    private final StoreCluster cluster;
    private final WakeUps<Service> wakeUps;
    private final Clock clock;
    private final Failures failures = new Failures();

    ServiceGuard(KubernetesClient client, StoreCluster cluster, WakeUps<Service> wakeUps, Clock clock) {
        this.client = client;
        this.cluster = cluster;
        this.wakeUps = wakeUps;
        this.clock = clock;
    }

    @Override
    public List<EventSource<?, Service>> prepareEventSources(EventSourceContext<Service> context) {
        return List.of(wakeUps.source(context));
    }

    @Override
    public UpdateControl<Service> reconcile(Service service, Context<Service> context) {
        Optional<StoreKey> store = StoreInformers.storeOf(service);
        if (store.isEmpty()) {
            return UpdateControl.noUpdate();
        }
        boolean deleted = context.isPrimaryResourceDeleted();
        if (deleted) {
            wakeUps.left(service);
        } else {
            wakeUps.seen(service);
        }
        Optional<Duration> wake = guard(store.get(), service, deleted);
        UpdateControl<Service> done = UpdateControl.noUpdate();
        // What is gone has no next look of its own; the Service made in its place brings one.
        return wake.filter(in -> !deleted).map(in -> done.rescheduleAfter(in)).orElse(done);
    }

    /**
     * @return when to look again although nothing was heard
     * @throws ObservedStale when others were faster each time, so that it is tried again with back-off
     */
    private Optional<Duration> guard(StoreKey store, Service service, boolean deleted) {
        ObservedStale last = null;
        for (int tries = 0; tries < TRIES; tries++) {
            Optional<MagentoRelease> resource = Optional.ofNullable(client.resources(MagentoRelease.class)
                    .inNamespace(store.namespace())
                    .withName(store.name())
                    .get());
            try {
                if (resource.isEmpty()) {
                    failures.forget(store);
                    return Optional.empty();
                }
                GuardObservation seen =
                        cluster.observeGuard(resource.get(), deleted ? Optional.of(service) : Optional.empty());
                return repair(store, seen);
            } catch (ObservedStale stale) {
                last = stale;
            } catch (ResourceGone gone) {
                return Optional.empty();
            }
        }
        throw last;
    }

    private Optional<Duration> repair(StoreKey store, GuardObservation seen) {
        GuardPlanner.GuardPlan plan = GuardPlanner.decide(seen.seen(), clock.instant());
        try {
            seen.work().carryOut(plan.actions());
        } catch (ActionRefused refused) {
            seen.work().carryOut(failures.news(store, List.of(refused.problem())));
            return Optional.of(AGAIN);
        }
        failures.news(store, List.of());
        return plan.actions().isEmpty() ? plan.wake() : plan.wake().or(() -> Optional.of(AGAIN));
    }
}
