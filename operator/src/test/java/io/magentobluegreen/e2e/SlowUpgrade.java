package io.magentobluegreen.e2e;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.magentobluegreen.e2e.StoreDatabase.Run;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** An upgrade that takes long enough for something to happen meanwhile. */
final class SlowUpgrade {

    private static final int SECONDS = 15;

    private SlowUpgrade() {}

    /** Asks for this release, and waits until its upgrade is at the database. */
    static void begins(Stage stage, int release) {
        stage.knobs().set(release + ".setup-upgrade.seconds", SECONDS);
        stage.store().release(release);
        stage.awaitsRun("setup:upgrade", release);
    }

    /** Waits for the end of the run, and demands this of every status until then. */
    static void ends(Stage stage, Consumer<ReleaseView> meanwhile) {
        stage.awaits(
                "the end of the upgrade",
                Duration.ofMinutes(1),
                () -> {
                    var view = stage.view();
                    var runs = stage.database().runs("setup:upgrade");
                    var running = runs.stream().map(Run::exitCode).anyMatch(String::isEmpty);
                    if (running) {
                        meanwhile.accept(view);
                    }
                    return running;
                },
                running -> !running);
    }

    /** Deletes the Job of the running upgrade, and its record of the pod with it or not. */
    static void losesItsJob(Stage stage, DeletionPropagation how) {
        stage.client()
                .batch()
                .v1()
                .jobs()
                .inNamespace(stage.namespace())
                .withLabel("magento-bluegreen.io/step", "upgrade")
                .withPropagationPolicy(how)
                .delete();
    }

    /** The Jobs that have not ended. */
    static List<Job> jobs(Stage stage) {
        return stage.client().batch().v1().jobs().inNamespace(stage.namespace()).list().getItems().stream()
                .filter(job -> job.getStatus().getCompletionTime() == null)
                .filter(job -> job.getMetadata().getDeletionTimestamp() == null)
                .toList();
    }
}
