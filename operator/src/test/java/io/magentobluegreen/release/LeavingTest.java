package io.magentobluegreen.release;

import static io.magentobluegreen.release.table.Shop.A;
import static io.magentobluegreen.release.table.Shop.B;
import static io.magentobluegreen.release.table.Shop.C;
import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.release.model.Happy;
import io.magentobluegreen.release.model.Operator;
import io.magentobluegreen.release.model.Spec;
import io.magentobluegreen.release.model.World;
import io.magentobluegreen.release.plan.Plan;
import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.record.Phase;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.table.Shop;
import org.junit.jupiter.api.Test;

/** When live is left, and for which set. */
class LeavingTest {
    private static World soaking(World asked, String revision) {
        return Happy.until(asked, world -> Shop.standsAt(world, revision, Step.SOAK));
    }

    private static World ended(World world, String revision, String reason) {
        SetRecord record = Shop.record(world, revision);
        return Shop.change(
                world,
                builder ->
                        builder.record(revision, record.end(Outcome.ROLLED_BACK, reason, "a page fails", World.NOW)));
    }

    private static boolean isLeft(World world, String revision) {
        return Shop.find(world, revision)
                .flatMap(SetRecord::outcome)
                .filter(outcome -> outcome == Outcome.ROLLED_BACK)
                .isPresent();
    }

    private static Plan plan(World world) {
        return Operator.in(world).plan();
    }

    @Test
    void isNotLeftByACommandWhereNothingServedBefore() {
        World first = soaking(Shop.empty(Spec.PLAIN), A);
        assertThat(isLeft(Shop.operated(Shop.commanding(first, Shop.abort(A + "-1"))), A))
                .as("aborted while it soaks")
                .isFalse();
        World live = Shop.live(Spec.PLAIN, A);
        assertThat(isLeft(Shop.operated(Shop.commanding(live, Shop.rollback(A + "-1"))), A))
                .as("to be rolled back")
                .isFalse();
    }

    @Test
    void isNotLeftByACommandForASetThatNeverServed() {
        World live = Shop.live(Spec.PLAIN, A, B);
        World demoted = Shop.change(
                live, builder -> builder.record(A, Shop.record(live, A).demoted()));
        World failed = Shop.change(
                live,
                builder -> builder.record(
                        A, Shop.record(live, A).end(Outcome.FAILED, "VerificationFailed", "a page fails", World.NOW)));
        for (World unfit : new World[] {demoted, failed}) {
            World asked = Shop.commanding(unfit, Shop.rollback(B + "-2"));
            assertThat(isLeft(Shop.operated(asked), B)).isFalse();
        }
        assertThat(isLeft(Shop.operated(Shop.commanding(live, Shop.rollback(B + "-2"))), B))
                .isTrue();
    }

    @Test
    void isLeftWhileItSoaksOnlyByAnAbortThatNamesIt() {
        World soaks = soaking(Shop.wanting(Shop.live(Spec.PLAIN, A), B), B);
        assertThat(isLeft(Shop.operated(Shop.commanding(soaks, Shop.abort(B + "-2"))), B))
                .isTrue();
        assertThat(isLeft(Shop.operated(Shop.commanding(soaks, Shop.abort(B + "-1"))), B))
                .isFalse();
    }

    @Test
    void goesBackByItselfToTheSetBeforeWhateverTheSpecAsksFor() {
        World third = Shop.live(Spec.PLAIN.retaining(2), A, B, C);
        World failed = Shop.wanting(ended(third, C, "SoakFailed"), A);
        assertThat(Shop.liveRevision(Shop.operated(failed))).isEqualTo(B);
    }

    @Test
    void goesBackForTheSpecToTheSetThatItAsksFor() {
        World soaks = soaking(Shop.wanting(Shop.live(Spec.PLAIN.retaining(2), A, B), C), C);
        World back = Happy.until(
                Shop.wanting(soaks, A), world -> !Shop.liveRevision(world).equals(C));
        assertThat(Shop.liveRevision(back)).isEqualTo(A);
    }

    @Test
    void isHeldWhereTheSpecAloneAskedForIt() {
        World soaks = soaking(Shop.wanting(Shop.live(Spec.PLAIN, A), B), B);
        World left = Happy.until(Shop.wanting(soaks, A), world -> isLeft(world, B));
        Plan held = plan(Shop.paused(left));
        assertThat(held.phase()).isEqualTo(Phase.ROLLING_BACK);
        assertThat(held.actions()).isEmpty();
        assertThat(plan(left).actions()).isNotEmpty();
    }

    @Test
    void staysWhenTheSpecAsksForLiveAgain() {
        World back = Happy.until(
                Shop.wanting(Shop.live(Spec.PLAIN, A, B), A), world -> Shop.standsAt(world, A, Step.BACK_CLEAN));
        World again = Shop.wanting(back, B);
        assertThat(plan(again).message()).isEqualTo("Staying on live");
        World rests = Shop.operated(again);
        assertThat(Shop.liveRevision(rests)).isEqualTo(B);
        assertThat(Shop.record(rests, A).step()).isEqualTo(Step.RETAIN);
    }

    @Test
    void needsAPersonWhereThereIsNothingToGoBackTo() {
        World failed = ended(Shop.live(Spec.PLAIN, A), A, "SoakFailed");
        World rests = Shop.operated(failed);
        assertThat(Shop.record(rests, A).outcome()).contains(Outcome.ROLLBACK_FAILED);
        assertThat(plan(failed).stall()).contains("RollbackFailed");
    }
}
