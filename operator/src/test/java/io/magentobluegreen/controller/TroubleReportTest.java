package io.magentobluegreen.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.release.record.Phase;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A release that waits for pods says what they suffer, while it waits and when it gives up. */
class TroubleReportTest {
    private static final String TROUBLE = "container web of pod a cannot get its image (ErrImagePull)";

    private final PlayedStore store = new PlayedStore();

    @Test
    void saysWhatKeepsAJobFromRunning() {
        store.trouble = TROUBLE;

        store.until(Phase.PREPARING);

        assertThat(store.status.message()).isEqualTo("Waiting for the preflight Job: " + TROUBLE);
        assertThat(store.plan.wake()).contains(Duration.ofSeconds(10));
    }

    @Test
    void saysWhatKeepsTheUpgradeFromRunning() {
        store.upgradeDue = true;
        store.until(Phase.UPGRADING);
        store.trouble = TROUBLE;

        store.reconcile();

        assertThat(store.status.message())
                .startsWith("Waiting for the upgrade Job")
                .endsWith(TROUBLE);
        assertThat(store.plan.wake()).contains(Duration.ofSeconds(10));
    }

    @Test
    void saysWhatKeepsGreenFromStarting() {
        store.until(Phase.STARTING);
        store.trouble = TROUBLE;

        store.reconcile();

        assertThat(store.status.message()).isEqualTo("Waiting for 2 pods to be available: " + TROUBLE);
        assertThat(store.plan.wake()).contains(Duration.ofSeconds(10));
    }

    @Test
    void failsWithWhatKeptGreenFromStarting() {
        store.until(Phase.STARTING);
        store.trouble = TROUBLE;
        store.now = store.now.plus(Duration.ofMinutes(11));

        store.reconcile();

        assertThat(store.status.phase()).isEqualTo("Failed");
        assertThat(store.status.message()).startsWith("Its pods were not available in time: " + TROUBLE);
    }
}
