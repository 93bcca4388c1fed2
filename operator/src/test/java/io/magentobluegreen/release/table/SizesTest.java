package io.magentobluegreen.release.table;

import static io.magentobluegreen.release.table.Shop.A;
import static io.magentobluegreen.release.table.Shop.B;
import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.release.model.Happy;
import io.magentobluegreen.release.model.Spec;
import io.magentobluegreen.release.model.World;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.Task;
import org.junit.jupiter.api.Test;

/** The sizes of live, of what replaces it, and of what may have to: each sentence of the page. */
class SizesTest {
    private static final Spec PLAIN = Spec.PLAIN;

    @Test
    void remembersWhatWasAppliedAndNotHowManyPodsThereAre() {
        // When
        World scaled = Shop.operated(sized(Shop.live(PLAIN, A, B), B, 5));
        // Then
        assertThat(Shop.record(scaled, B).appliedReplicas()).isEqualTo(2);
        assertThat(Shop.liveRecord(scaled).live().orElseThrow().size()).isEqualTo(2);
        assertThat(size(scaled, B)).isEqualTo(5);
    }

    @Test
    void letsANewSetInheritWhatLiveRemembers() {
        // Given
        World grown = Shop.operated(Shop.asking(Shop.live(PLAIN, A), PLAIN.sized(4)));
        // When
        World begun =
                Happy.until(Shop.wanting(grown, B), world -> Shop.find(world, B).isPresent());
        // Then
        assertThat(Shop.record(begun, B).appliedReplicas()).isEqualTo(4);
    }

    @Test
    void bringsGreenToTheSizeThatLiveHasGrownTo() {
        // Given
        World ready = until(Step.CUTOVER_SIZE);
        // When
        World flipped = Happy.until(
                sized(ready, A, 7), world -> Shop.liveRevision(world).equals(B));
        // Then
        assertThat(flipped.sets().get(B).ready()).isGreaterThanOrEqualTo(7);
    }

    @Test
    void verifiesTheNewPodsOfAGreenThatGrowsRightBeforeItsFlip() {
        // Given
        World ready = Shop.change(until(Step.FLIP), builder -> builder.answers.clear());
        // When
        World grown =
                Happy.until(sized(ready, A, 7), world -> world.sets().get(B).ready() == 7 && asksPages(world));
        // Then
        assertThat(Shop.record(grown, B).passed(Step.CUTOVER_WARM)).isFalse();
        assertThat(Shop.liveRevision(grown)).isEqualTo(A);
    }

    @Test
    void raisesTheTargetOfAFlipBackToTheSizeOfWhatIsLeft() {
        // Given
        World failing = sized(Situations.soakFailed(), B, 6);
        // When
        World back = Happy.until(failing, world -> size(world, A) == 6);
        // Then
        assertThat(Shop.liveRevision(back)).isEqualTo(A);
        assertThat(size(Happy.live(back, A), A)).isEqualTo(6);
    }

    @Test
    void raisesItToWhatIsRememberedOfALiveSetThatWasDeleted() {
        // Given
        World live = sized(Shop.live(PLAIN, A, B), A, 5);
        World grown = Shop.operated(Shop.asking(live, PLAIN.sized(4)));
        World shrunk = sized(grown, A, 1);
        // When
        World deleted = Shop.change(shrunk, builder -> builder.sets.remove(B));
        // Then
        Happy.until(deleted, world -> Shop.liveRevision(world).equals(A) && size(world, A) == 4);
    }

    @Test
    void neverLowersTheTargetOfAFlipBack() {
        // When
        World back = Happy.live(sized(Situations.soakFailed(), A, 8), A);
        // Then
        assertThat(size(back, A)).isEqualTo(8);
    }

    @Test
    void appliesMoreReplicasToThePreviousSetWithinTheWindow() {
        // When
        World more = Shop.operated(Shop.asking(Shop.live(PLAIN, A, B), PLAIN.sized(3)));
        World fewer = Shop.operated(Shop.asking(more, PLAIN.sized(1)));
        // Then
        assertThat(size(more, A)).isEqualTo(3);
        assertThat(size(more, B)).isEqualTo(3);
        assertThat(size(fewer, A)).isEqualTo(3);
        assertThat(size(fewer, B)).isEqualTo(1);
    }

    @Test
    void lowersLiveOnlyWhenNoReleaseIsUnderWay() {
        // Given
        World releasing = until(Step.VERIFY);
        // When
        World asked = Shop.operated(Shop.asking(releasing, PLAIN.sized(1)));
        // Then
        assertThat(size(asked, A)).isEqualTo(2);
    }

    private static World until(Step step) {
        return Happy.until(Shop.wanting(Shop.live(PLAIN, A), B), world -> Shop.standsAt(world, B, step));
    }

    private static World sized(World world, String revision, int replicas) {
        World.Dep set = world.sets().get(revision);
        return Shop.change(world, builder -> builder.set(revision, new World.Dep(set.record(), replicas, replicas)));
    }

    private static int size(World world, String revision) {
        return world.sets().get(revision).replicas();
    }

    private static boolean asksPages(World world) {
        return world.answers().keySet().stream().anyMatch(task -> task.kind() == Task.Kind.REWARM);
    }
}
