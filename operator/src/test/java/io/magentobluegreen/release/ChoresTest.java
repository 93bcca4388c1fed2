package io.magentobluegreen.release;

import static io.magentobluegreen.release.table.Shop.A;
import static io.magentobluegreen.release.table.Shop.B;
import static io.magentobluegreen.release.table.Shop.C;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.magentobluegreen.release.model.Builder;
import io.magentobluegreen.release.model.Happy;
import io.magentobluegreen.release.model.Spec;
import io.magentobluegreen.release.model.World;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.plan.Plan;
import io.magentobluegreen.release.record.Colour;
import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.record.ReleaseName;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.table.Shop;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What goes on beside a release: foundations, sizes, the preview, and what is no longer needed. */
class ChoresTest {
    private static Plan plan(World world) {
        return planAfter(world, Duration.ZERO);
    }

    private static Plan planAfter(World world, Duration time) {
        return ReleasePlanner.decide(world.want(), world.seen(), World.NOW.plus(time));
    }

    private static Plan after(World world, Consumer<Builder> change) {
        return plan(Shop.change(world, change));
    }

    private static Consumer<Builder> sized(String revision, int replicas, int ready) {
        return builder ->
                builder.set(revision, new World.Dep(builder.sets.get(revision).record(), replicas, ready));
    }

    private static Consumer<Builder> ended(String revision, Outcome outcome) {
        return builder -> builder.record(
                revision,
                builder.sets.get(revision).record().orElseThrow().end(outcome, "Reason", "message", World.NOW));
    }

    private static List<Action.Scale> scales(Plan plan) {
        return plan.actions().stream()
                .filter(Action.Scale.class::isInstance)
                .map(Action.Scale.class::cast)
                .toList();
    }

    private static Optional<String> collects(Plan plan) {
        return plan.actions().stream()
                .filter(Action.Collect.class::isInstance)
                .map(action -> ((Action.Collect) action).revision())
                .findFirst();
    }

    private static Optional<String> preview(Plan plan) {
        return plan.actions().stream()
                .filter(Action.MovePreview.class::isInstance)
                .map(action -> ((Action.MovePreview) action).revision())
                .findFirst();
    }

    @Nested
    @DisplayName("Before anything else")
    class Foundations {
        private final World live = Shop.live(Spec.PLAIN, A, B);

        @Test
        void aLostLedgerIsRebuilt() {
            Plan rebuilt = after(live, builder -> builder.ledger = Optional.empty());
            assertThat(rebuilt.actions())
                    .first()
                    .isInstanceOfSatisfying(
                            Action.WriteLedger.class,
                            write -> assertThat(write.next().rebuilt()).isTrue());
            Plan alone = after(live, builder -> {
                builder.ledger = Optional.empty();
                builder.sets.clear();
            });
            assertThat(((Action.WriteLedger) alone.actions().get(0)).next().rebuilt())
                    .as("the Service remembers that there was a release")
                    .isTrue();
            Plan first = plan(Shop.empty(Spec.PLAIN));
            assertThat(((Action.WriteLedger) first.actions().get(0)).next().rebuilt())
                    .isFalse();
        }

        @Test
        void aStrippedRecordIsWrittenAgain() {
            Plan plan = after(live, builder -> builder.service = Optional.of(new World.Svc(Optional.empty(), B)));
            assertThat(plan.actions()).hasSize(2);
            assertThat(((Action.WriteLive) plan.actions().get(0)).record().isLive(B))
                    .isTrue();
            assertThat(((Action.RestoreSelector) plan.actions().get(1)).record().isLive(B))
                    .isTrue();
        }

        @Test
        void aServiceIsLeftAsItIsWhereNobodyKnowsWhatIsLive() {
            Consumer<Builder> stripped = builder -> builder.service = Optional.of(new World.Svc(Optional.empty(), A));
            World verifying = Happy.until(Shop.empty(Spec.PLAIN), world -> Shop.standsAt(world, A, Step.VERIFY));
            assertThat(after(verifying, stripped).stall())
                    .as("nothing was flipped to")
                    .isEmpty();
            Plan unknown = after(
                    verifying, stripped.andThen(builder -> builder.set(A, new World.Dep(Optional.empty(), 2, 2))));
            assertThat(unknown.stall()).contains("RecordLost");
            assertThat(unknown.actions()).isEmpty();
            SetRecord stamped = Shop.record(verifying, A).stamped(Optional.of(World.NOW));
            assertThat(after(verifying, stripped.andThen(builder -> builder.record(A, stamped)))
                            .stall())
                    .contains("RecordLost");
            SetRecord left = Shop.record(verifying, A).end(Outcome.ROLLED_BACK, "SoakFailed", "It failed", World.NOW);
            assertThat(after(verifying, stripped.andThen(builder -> builder.record(A, left)))
                            .stall())
                    .as("it served, and what is to serve instead is not known")
                    .contains("RecordLost");
            assertThat(after(
                                    verifying,
                                    builder -> builder.service =
                                            Optional.of(new World.Svc(Optional.empty(), World.ADOPTED)))
                            .stall())
                    .as("it serves what is not ours")
                    .contains("RecordLost");
        }
    }

    @Nested
    @DisplayName("The size of a set")
    class Sizes {
        private final World live = Shop.live(Spec.PLAIN, A, B);

        @Test
        void followsTheSpecAtOnceUpwards() {
            World larger = Shop.asking(live, Spec.PLAIN.sized(3));
            assertThat(scales(plan(larger)))
                    .extracting(Action.Scale::revision, Action.Scale::replicas)
                    .containsExactly(tuple(B, 3), tuple(A, 3));
            assertThat(scales(plan(larger)))
                    .allSatisfy(scale ->
                            assertThat(scale.record().appliedReplicas()).isEqualTo(3));
        }

        @Test
        void isLoweredOnlyAtRest() {
            Spec smaller = Spec.PLAIN.sized(1);
            assertThat(scales(plan(Shop.asking(live, smaller))))
                    .extracting(Action.Scale::revision)
                    .containsExactly(B);
            World releasing = Happy.until(Shop.wanting(live, C), world -> Shop.standsAt(world, C, Step.VERIFY));
            assertThat(scales(plan(Shop.asking(releasing, smaller)))).isEmpty();
            World left = Shop.change(live, ended(B, Outcome.ROLLED_BACK));
            assertThat(scales(plan(Shop.asking(left, smaller)))).isEmpty();
            World unproven = Shop.change(
                    live, builder -> builder.record(B, Shop.record(live, B).stamped(Optional.of(World.NOW))));
            assertThat(scales(plan(Shop.asking(unproven, smaller)))).isEmpty();
            World soaks =
                    Happy.until(Shop.wanting(Shop.live(Spec.PLAIN, A), B), world -> Shop.standsAt(world, B, Step.SOAK));
            assertThat(scales(plan(Shop.asking(soaks, smaller)))).isEmpty();
        }

        @Test
        void isThatOfAnAutoscalerWhileTheSpecSaysNothingNew() {
            assertThat(scales(after(live, sized(B, 6, 6)))).isEmpty();
        }

        @Test
        void ofASetAtZeroIsTheGuards() {
            World larger = Shop.change(Shop.asking(live, Spec.PLAIN.sized(3)), sized(B, 0, 0));
            assertThat(scales(plan(larger))).extracting(Action.Scale::revision).doesNotContain(B);
        }

        @Test
        void isThatOfWhatWasLeftUntilAFlipBackIsProven() {
            World back = Happy.until(
                    Shop.change(live, ended(B, Outcome.ROLLED_BACK)),
                    world -> Shop.liveRevision(world).equals(A));
            Plan plan = after(back, sized(A, 1, 1).andThen(sized(B, 5, 5)));
            assertThat(scales(plan)).anySatisfy(scale -> {
                assertThat(scale.revision()).isEqualTo(A);
                assertThat(scale.replicas()).isEqualTo(5);
            });
            Plan gone = after(back, sized(A, 1, 1).andThen(builder -> builder.sets.remove(B)));
            assertThat(scales(gone)).anySatisfy(scale -> {
                assertThat(scale.revision()).isEqualTo(A);
                assertThat(scale.replicas()).isEqualTo(2);
            });
        }

        @Test
        void isRememberedOnTheService() {
            World applied = Shop.change(
                    live, builder -> builder.record(B, Shop.record(live, B).applying(5)));
            World same = Shop.change(Shop.asking(applied, Spec.PLAIN.sized(5)), sized(B, 5, 5));
            assertThat(plan(same).actions())
                    .anySatisfy(action -> assertThat(action)
                            .isInstanceOfSatisfying(
                                    Action.WriteLive.class,
                                    write -> assertThat(write.record()
                                                    .live()
                                                    .orElseThrow()
                                                    .size())
                                            .isEqualTo(5)));
            assertThat(plan(live).actions()).noneMatch(Action.WriteLive.class::isInstance);
        }
    }

    @Nested
    @DisplayName("The preview")
    class Preview {
        private final World live = Shop.live(Spec.PLAIN, A);

        @Test
        void followsTheReleaseOnceItHasAReadyPod() {
            World verifying = Happy.until(Shop.wanting(live, B), world -> Shop.standsAt(world, B, Step.VERIFY));
            assertThat(preview(after(verifying, builder -> builder.preview = A)))
                    .contains(B);
            assertThat(preview(after(verifying, builder -> builder.preview = B)))
                    .isEmpty();
            assertThat(preview(after(verifying, sized(B, 2, 0).andThen(builder -> builder.preview = ""))))
                    .contains(A);
        }

        @Test
        void isNotMovedFromTheWarmUpToTheFlip() {
            World warm = Happy.until(
                    Shop.wanting(live, B),
                    world -> Shop.find(world, B)
                            .filter(record -> record.passed(Step.WARM_UP))
                            .isPresent());
            assertThat(preview(after(warm, builder -> builder.preview = A))).isEmpty();
        }

        @Test
        void followsLiveOtherwiseWhileThatHasAReadyPod() {
            assertThat(preview(after(live, builder -> builder.preview = ""))).contains(A);
            assertThat(preview(after(live, sized(A, 2, 0).andThen(builder -> builder.preview = ""))))
                    .isEmpty();
        }
    }

    @Nested
    @DisplayName("What is no longer needed")
    class Collecting {
        private final World live = Shop.live(Spec.PLAIN.retaining(2), A, B);

        @Test
        void standsReadyUntilTheWindowIsOver() {
            Duration window = live.want().window();
            assertThat(scales(planAfter(live, window.minusMillis(1)))).isEmpty();
            assertThat(scales(planAfter(live, window)))
                    .extracting(Action.Scale::revision, Action.Scale::replicas)
                    .containsExactly(tuple(A, 0));
        }

        @Test
        void goesAtOnceWhereItWasGivenUp() {
            World superseded = Shop.change(
                    Shop.live(Spec.PLAIN, A, B), builder -> builder.sets.put(C, givenUp(Outcome.SUPERSEDED, 2, 2)));
            assertThat(scales(plan(superseded)))
                    .extracting(Action.Scale::revision)
                    .containsExactly(C);
            assertThat(scales(plan(Shop.paused(superseded))))
                    .as("also while paused")
                    .extracting(Action.Scale::revision)
                    .containsExactly(C);
            assertThat(scales(planAfter(Shop.paused(live), live.want().window())))
                    .as("what served is not touched while paused")
                    .isEmpty();
        }

        private static World.Dep givenUp(Outcome outcome, int replicas, int ready) {
            SetRecord record = SetRecord.begin(new ReleaseName(C, 1), "C", Colour.GREEN, 2, World.NOW)
                    .end(outcome, "Reason", "message", World.NOW)
                    .asLeft();
            return new World.Dep(Optional.of(record), replicas, ready);
        }

        @Test
        void isDeletedWhenANewerReleaseHasEndedAndNoPodIsLeft() {
            World base = Shop.live(Spec.PLAIN, A, B);
            assertThat(collects(after(base, builder -> builder.sets.put(C, givenUp(Outcome.FAILED, 0, 0)))))
                    .contains(C);
            assertThat(collects(after(base, builder -> builder.sets.put(C, givenUp(Outcome.FAILED, 0, 1)))))
                    .isEmpty();
            World paused = Shop.change(base, builder -> builder.sets.put(C, givenUp(Outcome.FAILED, 0, 0)));
            assertThat(collects(plan(Shop.paused(paused)))).isEmpty();
            assertThat(collects(plan(Shop.wanting(paused, C))))
                    .as("it is wanted")
                    .isEmpty();
        }

        @Test
        void isKeptAsManyTimesAsAskedForWhereItServed() {
            World three = Shop.live(Spec.PLAIN.retaining(3), A, B, C);
            World cold = Shop.change(three, sized(A, 0, 0));
            assertThat(collects(plan(cold))).isEmpty();
            assertThat(collects(plan(Shop.asking(cold, Spec.PLAIN.retaining(2)))))
                    .contains(A);
        }
    }
}
