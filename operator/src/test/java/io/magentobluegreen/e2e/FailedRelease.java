package io.magentobluegreen.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

/** A release that fails before its cutover, while customers are served. */
final class FailedRelease {

    private FailedRelease() {}

    /** Applies this change, waits for the failure, and finds every request answered by what was live. */
    static ReleaseView of(Stage stage, String change) {
        return of(stage, change, StoreLoad.on(stage));
    }

    /** The same with few customers, for a failure that takes its time. */
    static ReleaseView ofPatience(Stage stage, String change) {
        return of(stage, change, StoreLoad.every(stage, Duration.ofMillis(300)));
    }

    private static ReleaseView of(Stage stage, String change, StoreLoad customers) {
        var live = stage.view().live();
        try (var load = customers) {
            stage.store().apply(change);
            var view = stage.awaitsFailure();
            stage.awaitsReplicas(view.target(), 0);
            stage.awaitsEvent(view.condition("Stalled").replace("True ", ""));
            load.losesNothing();
            load.sawOnly(live);
            assertThat(view.phase()).isEqualTo("Failed");
            assertThat(view.live()).isEqualTo(live);
            assertThat(view.condition("Available")).startsWith("True");
            return view;
        }
    }
}
