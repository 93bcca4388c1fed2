package io.magentobluegreen.release.path;

import static io.magentobluegreen.release.table.Shop.A;
import static io.magentobluegreen.release.table.Shop.B;
import static io.magentobluegreen.release.table.Shop.C;
import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.release.gate.Deadlines;
import io.magentobluegreen.release.gate.Turn;
import io.magentobluegreen.release.model.Builder;
import io.magentobluegreen.release.model.Happy;
import io.magentobluegreen.release.model.Operator;
import io.magentobluegreen.release.model.Sights;
import io.magentobluegreen.release.model.Spec;
import io.magentobluegreen.release.model.Surroundings;
import io.magentobluegreen.release.model.World;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.record.Evidence;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.record.ReleaseName;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.Observed;
import io.magentobluegreen.release.seen.SetView;
import io.magentobluegreen.release.table.Shop;
import io.magentobluegreen.release.want.Commands;
import io.magentobluegreen.release.want.Release;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What is looked at once more right before the Service is written, and what keeps it from being written. */
class FlipGateTest {
    private static final String GOOD = "";

    /** The flip that is planned in this world, by the planner or the guard. */
    private static Action.Flip planned(World world) {
        Operator operator = Operator.in(world);
        return operator.plan().actions().stream()
                .filter(Action.Flip.class::isInstance)
                .map(Action.Flip.class::cast)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no flip in " + operator.plan()));
    }

    private static Action.Flip guarded(World world) {
        Operator operator = Operator.in(world);
        return operator.guard().stream()
                .filter(Action.Flip.class::isInstance)
                .map(Action.Flip.class::cast)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no flip in " + operator.guard()));
    }

    /** A flip that was decided on, and the world in which it is about to be written. */
    private record Decided(World world, Action.Flip flip, boolean byGuard) {
        String after(Consumer<Builder> change) {
            return in(Shop.change(world, change));
        }

        String in(World fresh) {
            return in(fresh.want(), fresh.seen());
        }

        String in(Release want, Observed seen) {
            return FlipGate.closed(want, seen, flip, World.NOW).orElse(GOOD);
        }

        /** The set to flip to is seen so. */
        String seeing(UnaryOperator<SetView> change) {
            Map<String, SetView> sets = new HashMap<>(world.views());
            sets.compute(flip.to(), (revision, set) -> change.apply(set));
            return in(world.want(), Sights.withSets(world.seen(), sets));
        }

        /** The guard asks, on a fresh look. */
        String guardAfter(Consumer<Builder> change) {
            return FlipGate.closed(Shop.change(world, change).guardView(), flip, World.NOW)
                    .orElse(GOOD);
        }

        String anew(UnaryOperator<SetRecord> change) {
            return after(builder -> builder.record(flip.to(), change.apply(Shop.record(world, flip.to()))));
        }
    }

    private static SetView view(
            SetView of, int replicas, boolean available, int ready, boolean uniform, String template, String image) {
        return new SetView(
                of.revision(),
                of.record(),
                replicas,
                available,
                ready,
                template,
                uniform,
                image,
                of.referenced(),
                of.trouble());
    }

    private static SetView recorded(SetView of, SetRecord record) {
        return new SetView(
                of.revision(),
                Optional.of(record),
                of.replicas(),
                of.available(),
                of.ready(),
                of.template(),
                of.uniform(),
                of.imageId(),
                of.referenced(),
                of.trouble());
    }

    private static Consumer<Builder> sized(String revision, int replicas, int ready) {
        return builder ->
                builder.set(revision, new World.Dep(builder.sets.get(revision).record(), replicas, ready));
    }

    private static Consumer<Builder> ending(String revision, Outcome outcome, String reason) {
        return builder -> builder.record(
                revision,
                builder.sets.get(revision).record().orElseThrow().end(outcome, reason, "a page fails", World.NOW));
    }

    private static Consumer<Builder> live(UnaryOperator<LiveRecord> change) {
        return builder -> {
            World.Svc service = builder.service.orElseThrow();
            builder.service(Optional.of(new World.Svc(service.record().map(change), service.selects())));
        };
    }

    private static SetRecord without(SetRecord record, Step step) {
        var evidence = new EnumMap<>(record.evidence());
        evidence.remove(step);
        return copy(record, record.started(), evidence);
    }

    private static SetRecord copy(SetRecord record, Instant started, Map<Step, Evidence> evidence) {
        return new SetRecord(
                record.release(),
                record.image(),
                record.colour(),
                started,
                record.step(),
                record.since(),
                evidence,
                record.jobs(),
                record.ending(),
                record.promoting(),
                record.promotions(),
                record.promotedAt(),
                record.appliedReplicas(),
                record.template(),
                record.imageId());
    }

    @Nested
    @DisplayName("A flip forward")
    class Forward {
        private final Decided decided = decided(Shop.releasing(Step.FLIP));

        private static Decided decided(World world) {
            return new Decided(world, planned(world), false);
        }

        @Test
        void isWrittenWhenNothingHasChanged() {
            assertThat(decided.in(decided.world())).isEqualTo(GOOD);
            assertThat(decided.flip().to()).isEqualTo(B);
        }

        @Test
        void needsTheSetAndItsRecord() {
            assertThat(decided.after(builder -> builder.sets.remove(B)))
                    .isEqualTo("the set " + B + " or its record is gone");
            assertThat(decided.after(builder -> builder.set(B, new World.Dep(Optional.empty(), 2, 2))))
                    .isEqualTo("the set " + B + " or its record is gone");
        }

        @Test
        void needsTheRecordThatItWasDecidedOn() {
            assertThat(decided.after(live(LiveRecord::nextEpoch))).isEqualTo("the Service's record is another one");
            assertThat(decided.after(builder -> builder.service = Optional.empty()))
                    .isEqualTo("the Service's record is another one");
        }

        @Test
        void isNotWrittenForAResourceThatIsBeingDeleted() {
            assertThat(decided.after(builder -> builder.terminating = true)).isEqualTo("the resource is being deleted");
        }

        @Test
        void isNotWrittenWhenItIsNotAskedForAnyMore() {
            String expected = "it is not asked for now";
            String release = Shop.record(decided.world(), B).release().toString();
            assertThat(decided.after(builder -> builder.paused = true)).isEqualTo(expected);
            assertThat(decided.after(builder -> builder.wanted = "")).isEqualTo(expected);
            assertThat(decided.after(builder -> builder.wanted = C)).isEqualTo(expected);
            assertThat(decided.after(builder -> builder.wanted = A)).isEqualTo(expected);
            assertThat(decided.after(builder -> builder.commands = Shop.abort(release)))
                    .isEqualTo(expected);
            assertThat(decided.after(builder -> builder.commands = Shop.abort(B + "-1")))
                    .isEqualTo(GOOD);
        }

        @Test
        void needsALedgerWithoutAnUnfinishedUpgrade() {
            String expected = "an upgrade is unfinished";
            assertThat(decided.after(builder -> builder.ledger = Optional.empty()))
                    .isEqualTo(expected);
            assertThat(decided.after(builder ->
                            builder.ledger(builder.ledger.orElseThrow().touched("C", C + "-3", "another Job"))))
                    .isEqualTo(expected);
        }

        @ParameterizedTest
        @EnumSource(
                value = Step.class,
                names = {
                    "PREFLIGHT",
                    "DECIDE",
                    "START",
                    "UPGRADE",
                    "CLEAN",
                    "REINDEX",
                    "VERIFY",
                    "CHECK_JOBS",
                    "WARM_UP",
                    "APPROVAL",
                    "CUTOVER_CLEAN",
                    "CUTOVER_WARM"
                })
        void needsTheEvidenceOf(Step step) {
            // The upgrade is known to be due by the evidence of the decision.
            assertThat(decided.anew(record -> without(record, step))).isEqualTo(step.text() + " has no evidence");
        }

        @ParameterizedTest
        @EnumSource(
                value = Step.class,
                mode = Mode.INCLUDE,
                names = {"PREPARE", "CLEAN_LIVE", "CUTOVER_SIZE"})
        void needsNoEvidenceOf(Step step) {
            assertThat(decided.anew(record -> without(record, step))).isEqualTo(GOOD);
        }

        @Test
        void needsNoEvidenceOfWhatIsNotAskedFor() {
            World plain =
                    Happy.until(Shop.wanting(Shop.live(Spec.PLAIN, A), B), world -> Shop.standsAt(world, B, Step.FLIP));
            Decided flip = decided(plain);
            for (Step step : new Step[] {Step.REINDEX, Step.CHECK_JOBS, Step.APPROVAL}) {
                assertThat(flip.anew(record -> without(record, step)))
                        .as(step.text())
                        .isEqualTo(GOOD);
            }
        }

        @Test
        void needsACleaningOfLatelyForThisFlip() {
            String expected = "its cache was cleaned too long ago";
            Instant oldest = World.NOW.minus(
                    Deadlines.CLEANED.plus(decided.world().want().cutoverDeadline()));
            assertThat(cleaned(oldest, Map.of())).isEqualTo(expected);
            assertThat(cleaned(oldest.plusMillis(1), Map.of())).isEqualTo(GOOD);
            assertThat(cleaned(World.NOW, Map.of(Cutover.EPOCH, "7"))).isEqualTo(expected);
        }

        private String cleaned(Instant at, Map<String, String> other) {
            SetRecord record = Shop.record(decided.world(), B);
            Map<String, String> facts =
                    new HashMap<>(record.evidence().get(Step.CUTOVER_CLEAN).facts());
            facts.putAll(other);
            return decided.seeing(set -> recorded(set, record.noting(Step.CUTOVER_CLEAN, new Evidence(at, facts))));
        }

        @Test
        void needsTheVerdictOnWhatIsThere() {
            String expected = "the verdict is for another template or other checks";
            assertThat(decided.seeing(set -> view(set, 2, true, 2, true, "", "id")))
                    .isEqualTo(expected);
            assertThat(decided.seeing(set -> view(set, 2, true, 2, true, "hash-" + B, "another")))
                    .isEqualTo(expected);
        }

        @Test
        void needsTheTemplateThatTheSetWasBornWith() {
            Decided reborn = new Decided(
                    Shop.change(
                            decided.world(),
                            builder -> builder.record(
                                    B, Shop.record(decided.world(), B).born("hash-before", "id"))),
                    decided.flip(),
                    false);
            assertThat(reborn.in(reborn.world())).isEqualTo("the pod template of " + B + " was changed");
        }

        @Test
        void needsASetAsLargeAsLive() {
            assertThat(decided.after(sized(B, 1, 1))).isEqualTo(B + " is smaller than live");
            assertThat(decided.after(sized(B, 0, 0))).isEqualTo(B + " is smaller than live");
            assertThat(decided.after(sized(A, 0, 0).andThen(sized(B, 0, 0)))).isEqualTo(B + " is smaller than live");
            assertThat(decided.after(sized(A, 1, 1).andThen(sized(B, 1, 1)))).isEqualTo(GOOD);
            assertThat(decided.after(sized(B, 3, 3))).isEqualTo(GOOD);
        }

        @Test
        void isNotWrittenWhileLiveIsLeftForTheSetBeforeIt() {
            assertThat(decided.after(ending(A, Outcome.ROLLED_BACK, "SoakFailed")))
                    .isEqualTo("live is being left for the set before it");
        }

        @Test
        void needsEveryPod() {
            String expected = "not every pod of " + B + " is available";
            assertThat(decided.after(sized(B, 2, 1))).isEqualTo(expected);
            assertThat(decided.seeing(set -> view(set, 2, false, 2, true, "hash-" + B, "id")))
                    .isEqualTo(expected);
            assertThat(decided.seeing(set -> view(set, 2, true, 2, false, "hash-" + B, "id")))
                    .isEqualTo(expected);
            assertThat(decided.seeing(set -> view(set, 2, true, 1, true, "hash-" + B, "id")))
                    .isEqualTo(expected);
        }

        @Test
        void knowsWhenItWaitsForNothingButPods() {
            assertThat(onlyUnready(sized(B, 2, 1))).isTrue();
            assertThat(onlyUnready(sized(B, 1, 1))).isFalse();
            assertThat(onlyUnready(builder -> builder.paused = true)).isFalse();
            assertThat(onlyUnready(ending(B, Outcome.SUPERSEDED, "Superseded"))).isFalse();
        }

        private boolean onlyUnready(Consumer<Builder> change) {
            World world = Shop.change(decided.world(), change);
            return FlipGate.isOnlyUnready(
                    new Turn(world.want(), world.seen(), World.NOW),
                    world.seen().set(B).orElseThrow());
        }

        @Test
        void needsAllButTheTwoSetsGoneWhereBothWillBeSelected() {
            World overlapping = Happy.until(
                    Shop.wanting(Shop.live(Spec.PLAIN.overlapping(), A), B),
                    world -> Shop.standsAt(world, B, Step.FLIP));
            Decided both = decided(overlapping);
            assertThat(both.in(overlapping)).isEqualTo(GOOD);
            assertThat(both.after(builder -> builder.lingering.add(C)))
                    .isEqualTo("the pods of " + C + " have to be gone");
            assertThat(both.after(builder -> builder.sets.put(C, new World.Dep(Optional.empty(), 1, 0))))
                    .isEqualTo("the set " + C + " has to be at zero");
            assertThat(decided.after(builder -> builder.lingering.add(C))).isEqualTo(GOOD);
        }
    }

    @Nested
    @DisplayName("The end of a switch")
    class Ending {
        private final World both = Happy.until(
                Shop.wanting(Shop.live(Spec.PLAIN.overlapping(), A), B),
                world -> world.service().orElseThrow().selects().equals(World.EVERY_SET));
        private final World over = Shop.change(both, Surroundings::passOverlap);
        private final Decided decided = new Decided(over, Forward.decided(over).flip(), false);

        @Test
        void isWrittenWhenItsTimeIsOverWhateverIsAskedFor() {
            assertThat(decided.in(over)).isEqualTo(GOOD);
            assertThat(decided.after(builder -> builder.paused = true)).isEqualTo(GOOD);
            assertThat(decided.after(builder -> builder.wanted = A)).isEqualTo(GOOD);
        }

        @Test
        void isNotWrittenBefore() {
            assertThat(decided.in(both)).isEqualTo("the switch under way does not end on " + B + " now");
        }

        @Test
        void needsAReadyPodOfTheNewSet() {
            assertThat(decided.after(sized(B, 2, 0))).isEqualTo("the switch under way does not end on " + B + " now");
        }

        @Test
        void endsNowhereElse() {
            var elsewhere =
                    new Action.Flip(A, decided.flip().epoch(), decided.flip().next());
            assertThat(new Decided(over, elsewhere, false).in(over))
                    .isEqualTo("the switch under way does not end on " + A + " now");
        }

        @Test
        void beginsNoOther() {
            LiveRecord again = decided.flip().next().overlapping(new ReleaseName(B, 2), World.NOW);
            var another = new Action.Flip(B, decided.flip().epoch(), again);
            assertThat(new Decided(over, another, false).in(over))
                    .isEqualTo("the switch under way does not end on " + B + " now");
        }

        @Test
        void isTheSameForTheGuard() {
            assertThat(decided.guardAfter(builder -> {})).isEqualTo(GOOD);
            assertThat(decided.guardAfter(sized(B, 2, 0)))
                    .isEqualTo("the switch under way does not end on " + B + " now");
            assertThat(decided.guardAfter(live(LiveRecord::nextEpoch)))
                    .isEqualTo("the Service's record is another one");
            assertThat(decided.guardAfter(builder -> builder.terminating = true))
                    .isEqualTo("going back by itself is not allowed now");
        }
    }

    @Nested
    @DisplayName("A flip back")
    class BackAgain {
        private final World asked = Shop.live(Spec.PLAIN, A, B);
        private final Commands rollback =
                Shop.rollback(Shop.record(asked, B).release().toString());
        private final Decided commanded =
                Forward.decided(Happy.until(Shop.commanding(asked, rollback), BackAgain::standsBack));
        private final Decided bySpec = Forward.decided(Happy.until(Shop.wanting(asked, A), BackAgain::standsBack));

        private static boolean standsBack(World world) {
            return Operator.in(world).plan().actions().stream().anyMatch(Action.Flip.class::isInstance);
        }

        @Test
        void isWrittenWhenNothingHasChanged() {
            assertThat(commanded.in(commanded.world())).isEqualTo(GOOD);
            assertThat(bySpec.in(bySpec.world())).isEqualTo(GOOD);
        }

        @Test
        void needsASetThatPassedEveryGateOnce() {
            String expected = A + " never passed every gate";
            assertThat(commanded.after(ending(A, Outcome.FAILED, "VerificationFailed")))
                    .isEqualTo(expected);
            assertThat(commanded.anew(SetRecord::demoted)).isEqualTo(expected);
        }

        @Test
        void needsAReadyPod() {
            assertThat(commanded.after(sized(A, 2, 0))).isEqualTo(A + " has no ready pod");
            assertThat(commanded.after(sized(A, 2, 1))).isEqualTo(GOOD);
        }

        @Test
        void needsTheCheckForGoingBack() {
            String expected = A + " has not been checked for going back";
            SetRecord checked = Shop.record(commanded.world(), A);
            SetRecord unchecked = without(checked, Step.BACK_CHECK);
            SetRecord elsewhere = checked.at(Step.RETAIN, World.NOW);
            assertThat(commanded.seeing(set -> recorded(set, unchecked))).isEqualTo(expected);
            assertThat(commanded.seeing(set -> recorded(set, elsewhere))).isEqualTo(expected);
        }

        @Test
        void isHeldOnlyWhereTheSpecAloneAsksForIt() {
            assertThat(bySpec.after(builder -> builder.paused = true)).isEqualTo("it is not asked for now");
            assertThat(commanded.after(builder -> builder.paused = true)).isEqualTo(GOOD);
        }

        @Test
        void isNotWrittenWhereTheSpecAsksForLiveAgain() {
            assertThat(bySpec.after(builder -> builder.wanted = B)).isEqualTo("it is not asked for now");
            assertThat(commanded.after(builder -> builder.wanted = B)).isEqualTo(GOOD);
        }

        @Test
        void hasItsTime() {
            World late = Shop.change(
                    commanded.world(),
                    builder -> builder.record(
                            A,
                            copy(
                                    Shop.record(commanded.world(), A),
                                    World.LONG_AGO,
                                    Shop.record(commanded.world(), A).evidence())));
            assertThat(commanded.in(late)).isEqualTo("going back to " + A + " took too long");
        }
    }

    @Nested
    @DisplayName("A flip back by itself")
    class ByItself {
        private final World failed =
                Shop.change(Shop.live(Spec.PLAIN, A, B), ending(B, Outcome.ROLLED_BACK, "SoakFailed"));
        private final Decided decided = Forward.decided(failed);

        @Test
        void needsNoCheck() {
            assertThat(decided.flip().to()).isEqualTo(A);
            assertThat(decided.in(failed)).isEqualTo(GOOD);
        }

        @Test
        void goesOnlyToTheSetBeforeIt() {
            assertThat(decided.after(live(record -> new LiveRecord(
                            record.live(), Optional.empty(), World.NOW, record.epoch(), "", Optional.empty()))))
                    .isEqualTo(A + " is not what live may be left for by itself");
        }

        @Test
        void isNotWrittenOnceTheDatabaseWasTouched() {
            assertThat(decided.after(builder ->
                            builder.ledger(builder.ledger.orElseThrow().touched("C", C + "-3", "another Job"))))
                    .isEqualTo(A + " is not what live may be left for by itself");
        }
    }

    @Nested
    @DisplayName("A flip by the guard")
    class ByTheGuard {
        private final World silent =
                Shop.change(Shop.live(Spec.PLAIN, A, B), sized(B, 2, 0).andThen(builder -> builder.silent = true));
        private final Decided decided = new Decided(silent, guarded(silent), true);

        @Test
        void isWrittenWhileLiveHasNoReadyPod() {
            assertThat(decided.guardAfter(builder -> {})).isEqualTo(GOOD);
            assertThat(decided.guardAfter(sized(B, 2, 1))).isEqualTo("live has a ready endpoint");
            assertThat(decided.guardAfter(builder -> builder.sets.remove(B))).isEqualTo(GOOD);
        }

        @Test
        void needsTheRecordThatItWasDecidedOn() {
            assertThat(decided.guardAfter(live(LiveRecord::nextEpoch)))
                    .isEqualTo("the Service's record is another one");
            assertThat(decided.guardAfter(builder -> builder.service = Optional.empty()))
                    .isEqualTo("the Service's record is another one");
        }

        @Test
        void isWrittenOnlyWhereItIsAllowed() {
            String expected = "going back by itself is not allowed now";
            assertThat(decided.guardAfter(builder -> builder.terminating = true))
                    .isEqualTo(expected);
            Spec never = Spec.PLAIN.with(Release.RollbackPolicy.NEVER);
            assertThat(decided.guardAfter(builder -> builder.knobs = new World.Knobs(
                            silent.knobs().images(),
                            silent.knobs().levels(),
                            never,
                            silent.knobs().program())))
                    .isEqualTo(expected);
        }

        @Test
        void needsAReadyPodOfTheSetBefore() {
            assertThat(decided.guardAfter(sized(A, 2, 0))).isEqualTo(A + " has no ready pod");
        }

        @Test
        void goesOnlyWhereLiveMayBeLeftFor() {
            String expected = A + " is not what live may be left for by itself";
            assertThat(decided.guardAfter(builder -> builder.sets.remove(A))).isEqualTo(expected);
            assertThat(decided.guardAfter(builder -> builder.ledger = Optional.empty()))
                    .isEqualTo(expected);
            assertThat(decided.guardAfter(live(record -> new LiveRecord(
                            record.live(), Optional.empty(), World.NOW, record.epoch(), "", Optional.empty()))))
                    .isEqualTo(expected);
        }
    }

    @Nested
    @DisplayName("A flip to what was adopted")
    class ToAdopted {
        private final World adopted = adopted();
        private final World left = Shop.change(adopted, ending(A, Outcome.ROLLED_BACK, "SoakFailed"));
        private final Decided decided = Forward.decided(left);
        private final World silent = Shop.change(adopted, sized(A, 2, 0).andThen(builder -> builder.silent = true));
        private final Decided byGuard = new Decided(silent, guarded(silent), true);

        private static World adopted() {
            World found = Shop.adoptable();
            return Happy.live(found, A);
        }

        @Test
        void isWrittenWhenNothingHasChanged() {
            assertThat(decided.flip().to()).isEqualTo(LiveRecord.ADOPTED);
            assertThat(decided.in(left)).isEqualTo(GOOD);
            assertThat(byGuard.guardAfter(builder -> {})).isEqualTo(GOOD);
        }

        @Test
        void needsTheRecordThatItWasDecidedOnAndTheResource() {
            String expected = "the Service's record is another one, or the resource is being deleted";
            assertThat(decided.after(live(LiveRecord::nextEpoch))).isEqualTo(expected);
            assertThat(decided.after(builder -> builder.terminating = true)).isEqualTo(expected);
        }

        @Test
        void needsWhatWasAdopted() {
            assertThat(decided.after(builder -> builder.legacy = 0)).isEqualTo("what was adopted has no ready pod");
            assertThat(byGuard.guardAfter(builder -> builder.legacy = 0))
                    .isEqualTo("live may not be left for what was adopted");
        }

        @Test
        void needsALiveThatIsLeft() {
            String expected = "live may not be left for what was adopted";
            assertThat(decided.in(adopted)).isEqualTo(expected);
            assertThat(decided.after(builder ->
                            builder.ledger(builder.ledger.orElseThrow().touched("B", B + "-2", "another Job"))))
                    .isEqualTo(expected);
            assertThat(byGuard.guardAfter(builder -> builder.ledger = Optional.empty()))
                    .isEqualTo(expected);
            assertThat(byGuard.guardAfter(sized(A, 2, 1))).isEqualTo("live has a ready endpoint");
        }

        @Test
        void isLeftForward() {
            World atFlip = Happy.until(Shop.adoptable(), world -> Shop.standsAt(world, A, Step.FLIP));
            Decided first = Forward.decided(atFlip);
            assertThat(first.in(atFlip)).isEqualTo(GOOD);
            String expected = "the Service is not to be adopted by it";
            assertThat(first.after(builder -> builder.knobs = new World.Knobs(
                            atFlip.knobs().images(),
                            atFlip.knobs().levels(),
                            Spec.PLAIN,
                            atFlip.knobs().program())))
                    .isEqualTo(expected);
            assertThat(first.anew(record -> without(record, Step.DECIDE))).isEqualTo(expected);
        }
    }
}
