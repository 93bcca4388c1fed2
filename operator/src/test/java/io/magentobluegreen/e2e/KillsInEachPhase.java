package io.magentobluegreen.e2e;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Kills the operator with {@code kill -9} as soon as it reports a phase for the first time, and starts it again. A watch sees also those
 * phases that last a few milliseconds.
 */
final class KillsInEachPhase implements Watcher<GenericKubernetesResource>, AutoCloseable {

    private final Stage stage;
    private final Set<String> phases = new ConcurrentSkipListSet<>();
    private final Watch watch;

    private KillsInEachPhase(Stage stage) {
        this.stage = stage;
        phases.add(stage.view().phase());
        this.watch = stage.store().watch(this);
    }

    /** From now on, but for the phase that the store is in. */
    static KillsInEachPhase of(Stage stage) {
        return new KillsInEachPhase(stage);
    }

    /** The phases in which it was killed, and the one from which it began. */
    Set<String> phases() {
        return Set.copyOf(phases);
    }

    @Override
    public synchronized void eventReceived(Action action, GenericKubernetesResource resource) {
        var phase = ReleaseView.of(resource).phase();
        if (!phase.isEmpty() && phases.add(phase)) {
            stage.operator().kill();
            stage.operator().start();
        }
    }

    @Override
    public void onClose(WatcherException cause) {
        // What was not seen is missing from the phases that the test asks for.
    }

    @Override
    public void close() {
        watch.close();
    }
}
