package io.magentobluegreen.release;

import static io.magentobluegreen.release.table.Shop.A;
import static io.magentobluegreen.release.table.Shop.B;
import static io.magentobluegreen.release.table.Shop.C;
import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.release.model.Operator;
import io.magentobluegreen.release.model.Sights;
import io.magentobluegreen.release.model.Spec;
import io.magentobluegreen.release.model.World;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.plan.Plan;
import io.magentobluegreen.release.record.Colour;
import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.record.Phase;
import io.magentobluegreen.release.record.ReleaseName;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.Observed;
import io.magentobluegreen.release.seen.SetView;
import io.magentobluegreen.release.table.Shop;
import io.magentobluegreen.release.want.Release;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a new attempt begins with, and what is said while none may begin. */
class WantedTest {
    private static Plan plan(World world) {
        return Operator.in(world).plan();
    }

    private static SetRecord made(Plan plan) {
        return plan.actions().stream()
                .filter(Action.MakeSet.class::isInstance)
                .map(action -> ((Action.MakeSet) action).record())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no set is made by " + plan));
    }

    @Test
    void saysWhatIsWrongWithTheSpecInThePhaseOfWhatGoesOn() {
        Plan idle = plan(Shop.wanting(Shop.live(Spec.PLAIN, A), ""));
        assertThat(idle.phase()).isEqualTo(Phase.PENDING);
        assertThat(idle.stall()).contains("EnvSecretMissing");
        Plan verifying = plan(Shop.wanting(Shop.releasing(Step.VERIFY), ""));
        assertThat(verifying.phase()).isEqualTo(Phase.VERIFYING);
        assertThat(verifying.stall()).contains("EnvSecretMissing");
        assertThat(verifying.actions()).isEmpty();
    }

    @Test
    void saysThatTheRevisionIsNotKnownYet() {
        World world = Shop.live(Spec.PLAIN, A);
        Release known = world.want();
        Release unknown = new Release(
                Optional.empty(),
                "",
                false,
                false,
                Optional.empty(),
                known.commands(),
                known.replicas(),
                known.upgrade(),
                known.verification(),
                known.checkJobs(),
                known.verificationDeadline(),
                known.warmUpDeadline(),
                known.cutoverDeadline(),
                known.manual(),
                known.soak(),
                known.rollback(),
                known.window(),
                known.retain(),
                known.purges(),
                known.overlap(),
                known.adopts());
        Plan plan = ReleasePlanner.decide(unknown, world.seen(), World.NOW);
        assertThat(plan.stall()).contains("RevisionUnknown");
        assertThat(plan.phase()).isEqualTo(Phase.PENDING);
    }

    @Test
    void givesTheFirstSetBlueAndTheNextOneTheOtherColour() {
        assertThat(made(plan(Shop.until(Shop.empty(Spec.PLAIN), WantedTest::makes)))
                        .colour())
                .isEqualTo(Colour.BLUE);
        World next = Shop.wanting(Shop.live(Spec.PLAIN, A), B);
        assertThat(made(plan(Shop.until(next, WantedTest::makes))).colour()).isEqualTo(Colour.GREEN);
    }

    private static boolean makes(World world) {
        return plan(world).actions().stream().anyMatch(Action.MakeSet.class::isInstance);
    }

    @Test
    void sizesANewSetAsLiveWasAppliedAndTheFirstAsAskedFor() {
        assertThat(made(plan(Shop.until(Shop.empty(Spec.PLAIN.sized(3)), WantedTest::makes)))
                        .appliedReplicas())
                .isEqualTo(3);
        World live = Shop.live(Spec.PLAIN, A);
        World next = Shop.wanting(Shop.asking(live, Spec.PLAIN.sized(7)), B);
        int applied = Shop.record(live, A).appliedReplicas();
        World begins = Shop.until(next, WantedTest::makes);
        assertThat(made(plan(begins)).appliedReplicas())
                .isEqualTo(Shop.record(begins, A).appliedReplicas());
        assertThat(applied).isEqualTo(2);
    }

    @Test
    void usesTheSetOfAnEarlierAttemptAgain() {
        World superseded = Shop.operated(Shop.wanting(Shop.releasing(Step.VERIFY), A));
        World again = Shop.wanting(superseded, B);
        Plan plan = plan(again);
        assertThat(plan.actions())
                .anySatisfy(action -> assertThat(action).isInstanceOfSatisfying(Action.WriteRecord.class, write -> {
                    assertThat(write.record().release()).hasToString(B + "-3");
                    assertThat(write.record().step()).isEqualTo(Step.PREFLIGHT);
                    assertThat(write.record().ended()).isFalse();
                }));
    }

    @Test
    void holdsANewAttemptWhilePaused() {
        Plan plan = plan(Shop.paused(Shop.wanting(Shop.live(Spec.PLAIN, A), B)));
        assertThat(plan.actions()).isEmpty();
        assertThat(plan.message()).isEqualTo("Paused; set spec.paused to false to go on");
    }

    @Test
    void saysThatAnAttemptIsHeldWhereLiveIsWantedAndItIsPaused() {
        World verifying = Shop.releasing(Step.VERIFY);
        Plan held = plan(Shop.paused(Shop.wanting(verifying, A)));
        assertThat(held.phase()).isEqualTo(Phase.VERIFYING);
        assertThat(held.message()).startsWith("Paused");
        Plan live = plan(Shop.paused(Shop.live(Spec.PLAIN, A)));
        assertThat(live.phase()).isEqualTo(Phase.LIVE);
        assertThat(live.message()).isEmpty();
    }

    @Test
    void doesNotTakeTheEndOfAnotherReleaseForThatOfTheWantedOne() {
        World live = Shop.live(Spec.PLAIN, A, B);
        World gone = Shop.until(
                Shop.change(live, builder -> builder.sets.remove(B)),
                world -> plan(world).stall().isPresent());
        assertThat(Shop.liveRecord(gone).lost()).isPresent();
        assertThat(plan(Shop.wanting(gone, B)).stall()).contains("LiveDeleted");
        assertThat(plan(Shop.wanting(gone, C)).stall()).isEmpty();
        assertThat(plan(Shop.wanting(gone, C)).actions()).isNotEmpty();
    }

    @Test
    void waitsForAPersonAfterAFailure() {
        World failed = Shop.change(
                Shop.releasing(Step.VERIFY),
                builder -> builder.record(
                        B,
                        builder.sets
                                .get(B)
                                .record()
                                .orElseThrow()
                                .end(Outcome.FAILED, "VerificationFailed", "a page fails", World.NOW)));
        Plan plan = plan(Shop.operated(failed));
        assertThat(plan.stall()).contains("VerificationFailed");
        assertThat(plan.message()).endsWith("(to try again: magento-bluegreen.io/retry=" + B + "-3)");
    }

    /** Superseded B is wanted again, its Deployment was changed by somebody. */
    private static Plan againAfterAChange(int replicas) {
        World live = Shop.live(Spec.PLAIN, A);
        SetRecord superseded = SetRecord.begin(new ReleaseName(B, 2), "B", Colour.GREEN, 2, World.NOW)
                .born("made", "")
                .end(Outcome.SUPERSEDED, "Superseded", "another image", World.NOW);
        World world = Shop.wanting(
                Shop.change(
                        live, builder -> builder.set(B, new World.Dep(Optional.of(superseded), replicas, replicas))),
                B);
        Observed seen = world.seen();
        Map<String, SetView> sets = new TreeMap<>(seen.sets());
        sets.put(B, new SetView(B, Optional.of(superseded), replicas, false, 0, "changed", true, "", false));
        return ReleasePlanner.decide(world.want(), Sights.withSets(seen, sets), World.NOW);
    }

    @Test
    void makesASetAnewThatWasChangedByHand() {
        Plan empty = againAfterAChange(0);
        assertThat(empty.message()).isEqualTo("The set was changed by hand; it is made anew");
        assertThat(empty.phase()).isEqualTo(Phase.PREPARING);
        assertThat(empty.actions()).containsExactly(new Action.Collect(B, true));
        assertThat(againAfterAChange(1).actions()).singleElement().isInstanceOfSatisfying(Action.Scale.class, scale -> {
            assertThat(scale.revision()).isEqualTo(B);
            assertThat(scale.replicas()).isZero();
        });
    }

    @Test
    void makesNoServiceForANewStoreThatIsPaused() {
        World paused = Shop.operated(Shop.paused(Shop.wanting(Shop.empty(Spec.PLAIN), A)));
        assertThat(paused.service()).isEmpty();
        assertThat(plan(paused).message()).isEqualTo("Paused; set spec.paused to false to go on");
    }
}
