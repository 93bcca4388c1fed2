package io.magentobluegreen.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.release.plan.Plan;
import io.magentobluegreen.release.record.Phase;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StalledStoreTest {
    private final Plan stalled = Plan.stalled(Phase.PENDING, "EnvSecretMissing", "There is no Secret");

    @Test
    void isLookedAtAgainSoonAlthoughNothingIsHeard() {
        assertThat(MagentoReleaseReconciler.wake(stalled)).contains(Duration.ofSeconds(15));
        assertThat(MagentoReleaseReconciler.wake(stalled.waking(Duration.ofMinutes(3))))
                .contains(Duration.ofSeconds(15));
    }

    @Test
    void isLookedAtEvenSoonerWhenItsPlanSaysSo() {
        assertThat(MagentoReleaseReconciler.wake(stalled.waking(Duration.ofSeconds(2))))
                .contains(Duration.ofSeconds(2));
    }

    @Test
    void isNothingLikeAStoreThatWaits() {
        Plan waiting = Plan.await(Phase.LIVE, "");
        assertThat(MagentoReleaseReconciler.wake(waiting)).isEmpty();
    }
}
