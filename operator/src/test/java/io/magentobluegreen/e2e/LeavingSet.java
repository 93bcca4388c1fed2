package io.magentobluegreen.e2e;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.magentobluegreen.Edits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The Deployment of a set that the cluster is about to collect with its store. A finalizer of this test holds it, so that what its
 * leaving holds up can be seen.
 */
record LeavingSet(Stage stage, String release) implements AutoCloseable {

    private static final String HELD = "test.invalid/held";

    static LeavingSet of(Stage stage, String release) {
        var set = new LeavingSet(stage, release);
        set.finalizers(List.of(HELD));
        return set;
    }

    String name() {
        return deployment().orElseThrow().getMetadata().getName();
    }

    private void finalizers(List<String> finalizers) {
        Edits.edit(stage.set(release).deployment(), set -> {
            set.getMetadata().setFinalizers(new ArrayList<>(finalizers));
            return set;
        });
    }

    private Optional<Deployment> deployment() {
        return Optional.ofNullable(stage.set(release).deployment().get());
    }

    @Override
    public void close() {
        if (deployment().isPresent()) {
            finalizers(List.of());
        }
    }
}
