package io.magentobluegreen.release.guard;

import static io.magentobluegreen.release.table.Shop.A;
import static io.magentobluegreen.release.table.Shop.B;
import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.release.gate.SwitchEnd;
import io.magentobluegreen.release.guard.GuardPlanner.GuardPlan;
import io.magentobluegreen.release.model.Builder;
import io.magentobluegreen.release.model.Happy;
import io.magentobluegreen.release.model.Spec;
import io.magentobluegreen.release.model.World;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.GuardView;
import io.magentobluegreen.release.table.Shop;
import io.magentobluegreen.release.want.Release;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What the guard of the live Service repairs, and what it leaves to the planner and to people. */
class GuardPlannerTest {
    private static final World LIVE = Shop.live(Spec.PLAIN, A, B);

    private static GuardPlan in(World world) {
        return GuardPlanner.decide(world.guardView(), World.NOW);
    }

    private static GuardPlan after(World world, Consumer<Builder> change) {
        return in(Shop.change(world, change));
    }

    private static Consumer<Builder> sized(String revision, int replicas, int ready) {
        return builder ->
                builder.set(revision, new World.Dep(builder.sets.get(revision).record(), replicas, ready));
    }

    private static Consumer<Builder> without(String revision) {
        return builder -> builder.sets.remove(revision);
    }

    private static Consumer<Builder> unrecorded(String revision, int ready) {
        return builder -> builder.set(revision, new World.Dep(Optional.empty(), 2, ready));
    }

    private static Consumer<Builder> selecting(String what) {
        return builder -> builder.service(
                Optional.of(new World.Svc(builder.service.orElseThrow().record(), what)));
    }

    /** Live has had no ready pod since this moment. */
    private static GuardView silent(World world, Instant since) {
        GuardView seen = Shop.change(world, sized(B, 2, 0)).guardView();
        return silent(seen, since);
    }

    private static GuardView silent(GuardView seen, Instant since) {
        return new GuardView(
                seen.service(),
                seen.remembered(),
                seen.alive(),
                seen.sets(),
                seen.ledger(),
                since,
                seen.window(),
                seen.automatic());
    }

    private static Action.Flip flip(GuardPlan plan) {
        return plan.actions().stream()
                .filter(Action.Flip.class::isInstance)
                .map(Action.Flip.class::cast)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no flip in " + plan));
    }

    @Test
    void doesNothingWhereAllIsAsRecorded() {
        assertThat(in(LIVE)).isEqualTo(GuardPlan.act());
    }

    @Test
    void leavesAResourceAloneThatIsBeingDeleted() {
        Consumer<Builder> deleted = builder -> builder.terminating = true;
        assertThat(after(LIVE, deleted.andThen(selecting(A)))).isEqualTo(GuardPlan.act());
    }

    @Test
    void putsTheSelectorBack() {
        assertThat(after(LIVE, selecting(A)).actions())
                .containsExactly(new Action.RestoreSelector(Shop.liveRecord(LIVE)));
    }

    @Test
    void makesADeletedServiceAnew() {
        assertThat(after(LIVE, builder -> builder.service = Optional.empty()).actions())
                .containsExactly(new Action.RecreateService(Shop.liveRecord(LIVE)));
        World nothing = Shop.empty(Spec.PLAIN);
        assertThat(in(nothing)).isEqualTo(GuardPlan.act());
    }

    @Test
    void scalesALiveSetUpThatIsAtZero() {
        assertThat(after(LIVE, sized(B, 0, 0)).actions()).containsExactly(new Action.Scale(B, 2, Shop.record(LIVE, B)));
        assertThat(after(LIVE, sized(B, 1, 1)).actions()).isEmpty();
        SetRecord sizeless = Shop.record(LIVE, B).applying(0);
        assertThat(after(LIVE, builder -> builder.set(B, new World.Dep(Optional.of(sizeless), 0, 0)))
                        .actions())
                .containsExactly(new Action.Scale(B, 1, sizeless));
    }

    @Test
    void givesALiveSetItsRecordBack() {
        assertThat(after(LIVE, unrecorded(B, 2)).actions()).singleElement().satisfies(action -> {
            SetRecord record = ((Action.WriteRecord) action).record();
            assertThat(record.release()).isEqualTo(Shop.record(LIVE, B).release());
            assertThat(record.promotions()).isEqualTo(Shop.record(LIVE, B).promotions());
            assertThat(record.outcome()).contains(Outcome.PROMOTED);
            assertThat(record.appliedReplicas()).isEqualTo(2);
        });
    }

    @Nested
    @DisplayName("A Service whose record was stripped")
    class Stripped {
        private final Consumer<Builder> stripped =
                builder -> builder.service = Optional.of(new World.Svc(Optional.empty(), B));

        @Test
        void getsTheRecordOfWhatWasPromoted() {
            assertThat(after(LIVE, stripped).actions())
                    .satisfiesExactly(
                            write -> assertThat(
                                            ((Action.WriteLive) write).record().isLive(B))
                                    .isTrue(),
                            restore -> assertThat(((Action.RestoreSelector) restore)
                                            .record()
                                            .isLive(B))
                                    .isTrue());
        }

        @Test
        void needsAPersonWhereAFirstFlipWasBegunAndNeverProven() {
            World begun = first(record -> record.stamped(Optional.of(World.NOW)));
            assertThat(after(begun, stripped).problem()).contains("RecordLost");
            assertThat(after(begun, stripped).actions()).isEmpty();
        }

        @Test
        void needsAPersonWhereTheFirstThatServedIsBeingLeft() {
            World left = first(record -> record.end(Outcome.ROLLED_BACK, "SoakFailed", "It failed", World.NOW));
            assertThat(after(left, stripped).problem()).contains("RecordLost");
            assertThat(after(left, stripped).actions()).isEmpty();
        }

        @Test
        void needsAPersonWhereASetHasNoRecordEither() {
            World unknown = first(record -> record);
            assertThat(after(unknown, stripped.andThen(unrecorded(A, 2))).problem())
                    .contains("RecordLost");
        }

        @Test
        void isNotMissedWhereNothingWasEverFlippedTo() {
            assertThat(after(first(record -> record), stripped)).isEqualTo(GuardPlan.act());
        }

        private World first(UnaryOperator<SetRecord> change) {
            World starting = Happy.until(Shop.empty(Spec.PLAIN), world -> Shop.standsAt(world, A, Step.VERIFY));
            return Shop.change(starting, builder -> builder.record(A, change.apply(Shop.record(starting, A))));
        }
    }

    @Nested
    @DisplayName("A live set that is gone")
    class Gone {
        @Test
        void isLeftForTheSetBeforeItAndItsEndIsKept() {
            Action.Flip flip = flip(after(LIVE, without(B)));
            assertThat(flip.to()).isEqualTo(A);
            assertThat(flip.next().lost().orElseThrow().ending().reason()).isEqualTo("LiveDeleted");
            assertThat(flip.next().live().orElseThrow().promotions()).isEqualTo(3);
        }

        @Test
        void isMadeAnewWhereNothingMayBeGoneBackTo() {
            var anew = new Action.RebuildSet(Shop.liveRecord(LIVE).live().orElseThrow());
            assertThat(after(LIVE, without(B).andThen(sized(A, 2, 0))).actions())
                    .containsExactly(anew);
            assertThat(after(LIVE, without(B).andThen(without(A))).actions()).containsExactly(anew);
            assertThat(after(LIVE, without(B).andThen(builder -> builder.ledger = Optional.empty()))
                            .actions())
                    .containsExactly(anew);
            World never = Shop.asking(LIVE, Spec.PLAIN.with(Release.RollbackPolicy.NEVER));
            assertThat(after(never, without(B)).actions()).containsExactly(anew);
        }

        @Test
        void isMadeAnewOnceTheWindowIsOver() {
            World gone = Shop.change(LIVE, without(B));
            Instant end = Shop.liveRecord(gone).cutoverAt().plus(gone.want().window());
            assertThat(GuardPlanner.decide(gone.guardView(), end).actions())
                    .containsExactly(
                            new Action.RebuildSet(Shop.liveRecord(LIVE).live().orElseThrow()));
            assertThat(flip(GuardPlanner.decide(gone.guardView(), end.minusMillis(1)))
                            .to())
                    .isEqualTo(A);
        }
    }

    @Nested
    @DisplayName("A live set without a ready pod")
    class Silent {
        private final Instant due = World.NOW.minus(GuardPlanner.SILENCE);

        @Test
        void isGivenAMoment() {
            GuardPlan plan = GuardPlanner.decide(silent(LIVE, due.plusMillis(1)), World.NOW);
            assertThat(plan.actions()).isEmpty();
            assertThat(plan.wake()).contains(Duration.ofMillis(1));
        }

        @Test
        void isMarkedAndLeft() {
            GuardPlan plan = GuardPlanner.decide(silent(LIVE, due), World.NOW);
            assertThat(plan.actions())
                    .satisfiesExactly(
                            mark -> {
                                SetRecord record = ((Action.WriteRecord) mark).record();
                                assertThat(record.outcome()).contains(Outcome.ROLLED_BACK);
                                assertThat(record.ending().orElseThrow().reason())
                                        .isEqualTo("NoReadyEndpoint");
                            },
                            flip -> assertThat(((Action.Flip) flip).to()).isEqualTo(A),
                            told -> assertThat(((Action.Announce) told).reason())
                                    .isEqualTo("RolledBack"));
            assertThat(flip(plan).next().live().orElseThrow().promotions()).isEqualTo(3);
            assertThat(flip(plan).next().database())
                    .isEqualTo(LIVE.ledger()
                            .orElseThrow()
                            .lastTouched()
                            .orElseThrow()
                            .job());
            assertThat(plan.wake()).contains(GuardPlanner.SILENCE.dividedBy(4));
        }

        @Test
        void isMarkedOnce() {
            World marked = Shop.change(
                    LIVE,
                    builder -> builder.record(
                            B, Shop.record(LIVE, B).end(Outcome.ROLLED_BACK, "SoakFailed", "a page fails", World.NOW)));
            assertThat(GuardPlanner.decide(silent(marked, due), World.NOW).actions())
                    .noneMatch(Action.WriteRecord.class::isInstance)
                    .anyMatch(Action.Flip.class::isInstance);
        }

        @Test
        void isLookedAtAgainWhileNothingMayBeGoneBackTo() {
            GuardView alone =
                    Shop.change(LIVE, sized(B, 2, 0).andThen(sized(A, 2, 0))).guardView();
            GuardPlan plan = GuardPlanner.decide(silent(alone, due), World.NOW);
            assertThat(plan.actions()).isEmpty();
            assertThat(plan.wake()).contains(GuardPlanner.SILENCE.dividedBy(4));
        }

        @Test
        void isNotSilentWithAReadyPod() {
            GuardPlan plan = GuardPlanner.decide(silent(LIVE.guardView(), due), World.NOW);
            assertThat(plan).isEqualTo(GuardPlan.act());
        }

        @Test
        void getsItsRecordFirst() {
            GuardView stripped = Shop.change(LIVE, unrecorded(B, 0)).guardView();
            assertThat(GuardPlanner.decide(silent(stripped, due), World.NOW).actions())
                    .singleElement()
                    .isInstanceOf(Action.WriteRecord.class);
        }
    }

    @Nested
    @DisplayName("What was adopted")
    class Adopted {
        private final World adopted = Happy.live(Shop.adoptable(), A);

        @Test
        void hasTheTrafficBackWhenTheSetIsGone() {
            Action.Flip flip = flip(after(adopted, without(A)));
            assertThat(flip.to()).isEqualTo(LiveRecord.ADOPTED);
            assertThat(flip.next().servesAdopted()).isTrue();
            assertThat(flip.next().lost()).isPresent();
        }

        @Test
        void hasItNotBackWithoutAReadyPod() {
            assertThat(after(adopted, without(A).andThen(builder -> builder.legacy = 0))
                            .actions())
                    .singleElement()
                    .isInstanceOf(Action.RebuildSet.class);
        }

        @Test
        void hasItBackWhenTheSetIsSilent() {
            GuardView seen = Shop.change(adopted, sized(A, 2, 0)).guardView();
            GuardPlan plan = GuardPlanner.decide(silent(seen, World.LONG_AGO), World.NOW);
            assertThat(plan.actions()).hasSize(3);
            assertThat(flip(plan).to()).isEqualTo(LiveRecord.ADOPTED);
        }

        @Test
        void isGuardedBeforeItsFirstFlipToo() {
            World marked = Happy.until(
                    Shop.adoptable(),
                    world -> world.service().flatMap(World.Svc::record).isPresent());
            assertThat(in(marked)).isEqualTo(GuardPlan.act());
            assertThat(after(marked, selecting(A)).actions())
                    .containsExactly(new Action.RestoreSelector(Shop.liveRecord(marked)));
        }
    }

    @Nested
    @DisplayName("While two sets are selected")
    class Switching {
        private final World both = Happy.until(
                Shop.wanting(Shop.live(Spec.PLAIN.overlapping(), A), B),
                world -> world.service().orElseThrow().selects().equals(World.EVERY_SET));
        private final LiveRecord record = Shop.liveRecord(both);
        private final Instant overdue = record.switching().orElseThrow().until().plus(GuardPlanner.OVERDUE);

        private GuardPlan at(World world, Instant now) {
            return GuardPlanner.decide(world.guardView(), now);
        }

        @Test
        void theEndIsThePlannersUntilItIsOverdue() {
            GuardPlan plan = at(both, overdue.minusMillis(1));
            assertThat(plan.actions()).isEmpty();
            assertThat(plan.wake()).contains(Duration.ofMillis(1));
            SwitchEnd end = new SwitchEnd(record, both.views(), both.ledger(), overdue);
            assertThat(at(both, overdue).actions()).containsExactlyElementsOf(end.actions());
        }

        @Test
        void bothStaySelected() {
            Instant early = overdue.minusSeconds(5);
            assertThat(at(Shop.change(both, selecting(A)), early).actions())
                    .containsExactly(new Action.RestoreSelector(record));
        }

        @Test
        void liveIsRepaired() {
            Instant early = overdue.minusSeconds(5);
            assertThat(at(Shop.change(both, sized(A, 0, 0)), early).actions())
                    .containsExactly(new Action.Scale(A, 2, Shop.record(both, A)));
            assertThat(at(Shop.change(both, without(A)), early).actions())
                    .containsExactly(new Action.RebuildSet(record.live().orElseThrow()));
        }
    }
}
