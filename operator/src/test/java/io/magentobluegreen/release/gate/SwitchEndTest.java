package io.magentobluegreen.release.gate;

import static io.magentobluegreen.release.table.Shop.A;
import static io.magentobluegreen.release.table.Shop.B;
import static io.magentobluegreen.release.table.Shop.C;
import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.release.model.Happy;
import io.magentobluegreen.release.model.Spec;
import io.magentobluegreen.release.model.World;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.table.Shop;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When two sets are no longer selected together, and which of them serves on. */
class SwitchEndTest {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final World both = Happy.until(
            Shop.wanting(Shop.live(Spec.PLAIN.overlapping(), A), B),
            world -> world.service().orElseThrow().selects().equals(World.EVERY_SET));
    private final Instant until =
            Shop.liveRecord(both).switching().orElseThrow().until();

    private static SwitchEnd at(World world, Instant now) {
        return new SwitchEnd(Shop.liveRecord(world), world.views(), world.ledger(), now);
    }

    private static World sized(World world, String revision, int replicas, int ready) {
        return Shop.change(
                world,
                builder -> builder.sets.put(revision, new World.Dep(Shop.find(world, revision), replicas, ready)));
    }

    @Test
    void isDueWhenItsTimeIsOver() {
        assertThat(at(both, until.minusMillis(1)).isDue()).isFalse();
        assertThat(at(both, until).isDue()).isTrue();
    }

    @Test
    void isOverdueForTheGuardAWhileAfter() {
        assertThat(at(both, until.plus(PATIENCE).minusMillis(1)).isOverdue(PATIENCE))
                .isFalse();
        assertThat(at(both, until.plus(PATIENCE)).isOverdue(PATIENCE)).isTrue();
    }

    @Test
    void isDueAtOnceWhenAThirdSetAsksForPods() {
        Instant early = until.minusSeconds(10);
        assertThat(at(sized(both, C, 1, 0), early).isDue()).isTrue();
        assertThat(at(sized(both, C, 1, 0), early).isOverdue(PATIENCE)).isTrue();
        assertThat(at(sized(both, C, 0, 0), early).isDue()).isFalse();
    }

    @Test
    void endsOnTheNewSetIfThatServes() {
        assertThat(at(both, until).endsOnNew()).isTrue();
        assertThat(at(sized(both, B, 2, 0), until).endsOnNew()).isFalse();
        assertThat(at(Shop.change(both, builder -> builder.sets.remove(B)), until)
                        .endsOnNew())
                .isFalse();
        assertThat(at(ended(), until).endsOnNew()).isFalse();
    }

    private World ended() {
        return Shop.change(
                both,
                builder -> builder.sets.put(
                        B,
                        new World.Dep(
                                Optional.of(Shop.record(both, B)
                                        .end(Outcome.ROLLED_BACK, "Failed", "a page fails", World.NOW)),
                                2,
                                2)));
    }

    @Test
    void flipsToTheNewSetAlone() {
        assertThat(at(both, until).actions()).first().isInstanceOfSatisfying(Action.Flip.class, flip -> {
            assertThat(flip.to()).isEqualTo(B);
            assertThat(flip.next().switching()).isEmpty();
            assertThat(flip.next().live().orElseThrow().promotions()).isEqualTo(2);
            assertThat(flip.next().isPrevious(A)).isTrue();
        });
    }

    @Test
    void staysOnLiveAndEndsTheReleaseFirst() {
        World silent = sized(both, B, 2, 0);
        assertThat(at(silent, until).actions())
                .hasSize(3)
                .satisfiesExactly(
                        ending -> assertThat(
                                        ((Action.WriteRecord) ending).record().outcome())
                                .contains(Outcome.ROLLED_BACK),
                        end -> assertThat(((Action.EndSwitch) end).next().switching())
                                .isEmpty(),
                        told -> assertThat(((Action.Announce) told).reason()).isEqualTo(SwitchEnd.FAILED));
    }

    @Test
    void isNotEndedOnLiveWhereFreshReadsSayOtherwise() {
        World silent = sized(both, B, 2, 0);

        assertThat(closed(silent, until)).isEmpty();
        assertThat(closed(silent, until.minusSeconds(1))).isPresent();
        assertThat(closed(both, until)).isPresent();
        assertThat(SwitchEnd.closed(Optional.of(Shop.liveRecord(silent).stayingOnLive()), silent.views(), until))
                .isPresent();
        assertThat(SwitchEnd.closed(Optional.empty(), Map.of(), until)).isPresent();
    }

    private Optional<String> closed(World world, Instant now) {
        SwitchEnd end = at(world, now);
        return SwitchEnd.closed(Optional.of(end.live()), end.sets(), now);
    }

    @Test
    void writesNoEndingWhereTheReleaseHasEndedAlready() {
        assertThat(at(ended(), until).actions()).hasSize(2);
        assertThat(at(Shop.change(both, builder -> builder.sets.remove(B)), until)
                        .actions())
                .hasSize(2);
    }
}
