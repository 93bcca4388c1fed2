package io.magentobluegreen.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.api.status.ReleaseCondition;
import io.magentobluegreen.release.record.Phase;
import io.magentobluegreen.release.seen.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody pushes another image under the tag that a set was made and proven with. */
class ImageMovedTest {
    private final PlayedStore store = new PlayedStore();

    @BeforeEach
    void firstRelease() {
        store.until(Phase.LIVE);
    }

    @Test
    void isSaidOnceOfTheLiveSetWhichGoesOnServing() {
        store.moveTag("1");

        store.reconcile();
        store.reconcile();

        assertThat(of("Verified").reason()).isEqualTo("ImageMoved");
        assertThat(of("Ready").status()).isEqualTo("True");
        assertThat(store.status.message()).contains("the tag of shop/php:1 was moved");
        assertThat(store.said("ImageMoved")).isEqualTo(1);
    }

    @Test
    void isVerifiedAgainWhileItIsReleased() {
        store.manual = true;
        store.release("2").until(Phase.AWAITING_APPROVAL);
        store.moveTag("2");

        store.reconcile();

        assertThat(store.plan.phase()).isEqualTo(Phase.VERIFYING);
        assertThat(store.said("ImageMoved")).isEqualTo(1);
        store.until(Phase.AWAITING_APPROVAL);
        assertThat(of("Verified").status()).isEqualTo("True");
        assertThat(store.said("VerificationSucceeded")).isEqualTo(3);
    }

    @Test
    void keepsASickLiveSetRatherThanGoingBackToWhatWasNeverProven() {
        store.release("2").until(Phase.SOAKING);
        store.moveTag("1");
        store.failingTasks.add(Task.Kind.ROUND);
        store.goOn().goOn();

        store.until(Phase.LIVE);

        assertThat(of("Stalled").reason()).isEqualTo("SoakFailed");
        assertThat(of("RollbackAvailable").reason()).isEqualTo("ImageMoved");
        assertThat(of("RollbackAvailable").status()).isEqualTo("True");
    }

    @Test
    void isGoneBackToWhenAPersonAsksAndItsChecksPass() {
        store.release("2").until(Phase.LIVE);
        store.moveTag("1");

        store.rollBack(store.status.live().release()).until(Phase.ROLLED_BACK);

        assertThat(store.status.live().shortImage()).isEqualTo("shop/php:1");
        assertThat(of("RollbackAvailable").reason()).isNotEqualTo("ImageMoved");
    }

    private ReleaseCondition of(String type) {
        return store.status.conditions().stream()
                .filter(condition -> condition.type().equals(type))
                .findFirst()
                .orElseThrow();
    }
}
