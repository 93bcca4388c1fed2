package io.magentobluegreen.release.table;

import static io.magentobluegreen.release.table.Shop.A;
import static io.magentobluegreen.release.table.Shop.B;
import static io.magentobluegreen.release.table.Shop.C;
import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.release.model.Happy;
import io.magentobluegreen.release.model.Operator;
import io.magentobluegreen.release.model.Spec;
import io.magentobluegreen.release.model.Surroundings;
import io.magentobluegreen.release.model.World;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.Answer;
import io.magentobluegreen.release.seen.Task;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens while two sets overlap, whatever is asked for meanwhile: the switch is ended first of all. */
class OverlapTableTest {
    private static final Spec SPEC = Spec.PLAIN.overlapping();
    private static final Map<String, UnaryOperator<World>> CHANGES = Map.of(
            "nothing", world -> world,
            "paused", Shop::paused,
            "wanted revision unknown", world -> Shop.wanting(world, ""),
            "a newer image", world -> Shop.wanting(world, C),
            "going back", world -> Shop.wanting(world, A),
            "abort", world -> Shop.commanding(world, Shop.abort(B + "-2")),
            "rollback", world -> Shop.commanding(world, Shop.rollback(A + "-1")),
            "the ledger lost", world -> Shop.change(world, builder -> builder.ledger = java.util.Optional.empty()));

    private static World overlapping() {
        return Happy.until(
                Shop.wanting(Shop.live(SPEC, A), B), world -> selected(world).equals(World.EVERY_SET));
    }

    private static String selected(World world) {
        return world.service().orElseThrow().selects();
    }

    private static World over(World world) {
        return Shop.change(world, Surroundings::passOverlap);
    }

    private static World with(World world, String revision, int ready) {
        World.Dep set = world.sets().get(revision);
        return Shop.change(
                world, builder -> builder.sets.put(revision, new World.Dep(set.record(), set.replicas(), ready)));
    }

    @Test
    void keepsBlueAsLiveAndRemembersTheSwitch() {
        LiveRecord record = Shop.liveRecord(overlapping());
        assertThat(record.isLive(A)).isTrue();
        assertThat(record.isSwitchedTo(B)).isTrue();
        assertThat(record.switching().orElseThrow().until()).isEqualTo(World.NOW.plusSeconds(15));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nothing",
                "paused",
                "wanted revision unknown",
                "a newer image",
                "going back",
                "abort",
                "rollback",
                "the ledger lost"
            })
    void doesNothingBeforeItsTimeIsOverAndEndsOnGreenThen(String change) {
        // Given
        World asked = CHANGES.get(change).apply(overlapping());
        assertThat(Operator.in(asked).steps()).isEmpty();
        // When
        List<World> ended = Operator.in(over(asked)).steps();
        // Then: by the reconciler and by the guard alike
        assertThat(ended).hasSize(2).allMatch(world -> selected(world).equals(B));
        assertThat(Shop.liveRecord(ended.get(0)).switching()).isEmpty();
        assertThat(Shop.liveRecord(ended.get(0)).isPrevious(A)).isTrue();
    }

    @Test
    void provesTheFlipAfterwards() {
        World ended = Shop.operated(over(overlapping()));
        World proven = Shop.answering(ended, Task.Kind.PROVE, Answer.State.PASSED);
        assertThat(Shop.record(proven, B).promoting()).isEmpty();
        assertThat(Shop.standsAt(proven, B, Step.SOAK)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "paused", "wanted revision unknown", "a newer image", "the ledger lost"})
    void endsOnBlueWhereGreenHasNoReadyPod(String change) {
        // Given
        World sick = with(over(CHANGES.get(change).apply(overlapping())), B, 0);
        // When
        List<World> ended = Operator.in(sick).steps();
        // Then
        assertThat(ended).hasSize(2).allMatch(world -> selected(world).equals(A));
        SetRecord given = Shop.record(ended.get(0), B);
        assertThat(given.outcome()).contains(Outcome.ROLLED_BACK);
        assertThat(given.ending().orElseThrow().reason()).isEqualTo("OverlapFailed");
        World rests = Shop.operated(Shop.wanting(Shop.resumed(ended.get(0)), B));
        assertThat(Shop.record(rests, B).promoting()).isEmpty();
        assertThat(rests.sets().get(B).replicas()).isZero();
    }

    @Test
    void restoresTheSelectorOfBothWhileItLasts() {
        // Given
        World world = overlapping();
        World wiped = Shop.change(
                world, builder -> builder.service(world.service().map(s -> new World.Svc(s.record(), "wiped"))));
        // When
        World restored = Shop.operated(wiped);
        // Then
        assertThat(selected(restored)).isEqualTo(World.EVERY_SET);
    }

    @Test
    void stopsWhereTheResourceIsDeleted() {
        World deleted = Shop.deleted(over(overlapping()));
        assertThat(Operator.in(deleted).plan().actions()).isEmpty();
        assertThat(Operator.in(deleted).guard()).isEmpty();
    }

    @Test
    void makesRoomBeforeItAndAwaitsTheLastPod() {
        // Given
        World asked = Shop.wanting(Shop.live(SPEC, A, B), C);
        World room = Happy.until(asked, world -> world.lingering().contains(A));
        // When
        World waits = Shop.operated(room);
        // Then
        assertThat(waits.sets().get(A).replicas()).isZero();
        assertThat(Operator.in(waits).plan().message()).contains("pods of " + A);
        World gone = Shop.change(waits, builder -> builder.lingering.clear());
        Happy.until(gone, world -> selected(world).equals(World.EVERY_SET));
    }

    @Test
    void failsOnBlueWhereAThirdSetDoesNotGo() {
        // Given
        World asked = Shop.wanting(Shop.live(SPEC, A, B), C);
        World waits =
                Shop.operated(Happy.until(asked, world -> world.lingering().contains(A)));
        // When
        World late = Shop.change(
                waits,
                builder -> builder.record(
                        C,
                        Shop.record(waits, C).at(Step.PREPARE, World.LONG_AGO).at(Step.CUTOVER_SIZE, World.LONG_AGO)));
        // Then
        World failed = Shop.operated(late);
        assertThat(Shop.record(failed, C).outcome()).contains(Outcome.FAILED);
        assertThat(selected(failed)).isEqualTo(B);
    }

    @Test
    void endsAtOnceWhereAPersonStartsAThirdSet() {
        // Given
        World asked = Shop.wanting(Shop.live(SPEC, A, B), C);
        World both = Happy.until(asked, world -> selected(world).equals(World.EVERY_SET));
        // When
        World crowded = Shop.change(
                both, builder -> builder.set(A, new World.Dep(both.sets().get(A).record(), 1, 0)));
        // Then
        assertThat(Operator.in(crowded).steps())
                .hasSize(2)
                .allMatch(world -> selected(world).equals(C));
    }

    @Test
    void neverOverlapsOnTheWayBack() {
        World back = Happy.until(
                Shop.wanting(Shop.live(SPEC, A, B), A),
                world -> Shop.liveRevision(world).equals(A));
        assertThat(Operator.in(Happy.until(
                                Shop.wanting(Shop.live(SPEC, A, B), A),
                                world -> Shop.standsAt(world, A, Step.BACK_FLIP)))
                        .plan()
                        .actions())
                .filteredOn(Action.Flip.class::isInstance)
                .allMatch(flip -> ((Action.Flip) flip).next().switching().isEmpty());
        assertThat(selected(back)).isEqualTo(A);
    }

    @Test
    void beginsTheFirstReleaseAtOnce() {
        World first =
                Happy.until(Shop.empty(SPEC), world -> Shop.liveRevision(world).equals(A));
        assertThat(selected(first)).isEqualTo(A);
    }
}
