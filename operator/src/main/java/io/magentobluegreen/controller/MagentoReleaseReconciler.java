package io.magentobluegreen.controller;

import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.magentobluegreen.api.MagentoRelease;
import io.magentobluegreen.cluster.StoreKey;
import io.magentobluegreen.release.plan.Plan;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Observes, plans, executes and reports, for one store at a time; it never waits for anything. */
@ControllerConfiguration(
        name = "magento-release-operator",
        generationAwareEventProcessing = false,
        triggerReconcilerOnAllEvents = true,
        informer = @Informer(itemStore = LeanItemStore.class, informerListLimit = LeanItemStore.PAGE))
public final class MagentoReleaseReconciler implements Reconciler<MagentoRelease> {
    /** What a person mends is seen without being told: the env Secret and objects of others are not watched. */
    private static final Duration STALLED = Duration.ofSeconds(15);

    private final Turns turns;
    private final Reporter reporter;
    private final WakeUps<MagentoRelease> wakeUps;
    private final Clock clock;

    MagentoReleaseReconciler(Turns turns, Reporter reporter, WakeUps<MagentoRelease> wakeUps, Clock clock) {
        this.turns = turns;
        this.reporter = reporter;
        this.wakeUps = wakeUps;
        this.clock = clock;
    }

    @Override
    public List<EventSource<?, MagentoRelease>> prepareEventSources(EventSourceContext<MagentoRelease> context) {
        return List.of(wakeUps.source(context));
    }

    @Override
    public UpdateControl<MagentoRelease> reconcile(MagentoRelease resource, Context<MagentoRelease> context) {
        StoreKey store = StoreKey.of(resource);
        if (context.isPrimaryResourceDeleted()) {
            turns.forget(store);
            reporter.forget(store);
            wakeUps.left(resource);
            return UpdateControl.noUpdate();
        }
        wakeUps.seen(resource);
        Optional<Turns.Last> last = turns.take(resource);
        last.ifPresent(turn -> reporter.report(resource, turn, clock.instant()));
        UpdateControl<MagentoRelease> done = UpdateControl.noUpdate();
        return last.flatMap(turn -> wake(turn.plan()))
                .map(wake -> done.rescheduleAfter(atLeast(wake)))
                .orElse(done);
    }

    /** When to look again although nothing was heard; what stalls is looked at again in any case. */
    static Optional<Duration> wake(Plan plan) {
        return plan.stall().isEmpty()
                ? plan.wake()
                : plan.wake().filter(wake -> wake.compareTo(STALLED) < 0).or(() -> Optional.of(STALLED));
    }

    private static Duration atLeast(Duration wake) {
        return wake.compareTo(Duration.ofMillis(10)) < 0 ? Duration.ofMillis(10) : wake;
    }

    /** Nothing of an error is decided on: it is logged, and tried again with back-off. */
    @Override
    public ErrorStatusUpdateControl<MagentoRelease> updateErrorStatus(
            MagentoRelease resource, Context<MagentoRelease> context, Exception error) {
        return ErrorStatusUpdateControl.noStatusUpdate();
    }
}
