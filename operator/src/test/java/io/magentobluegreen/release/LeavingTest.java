package io.magentobluegreen.release;

import static io.magentobluegreen.release.table.Shop.A;
import static io.magentobluegreen.release.table.Shop.B;
import static io.magentobluegreen.release.table.Shop.C;
import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.release.model.Happy;
import io.magentobluegreen.release.model.Operator;
import io.magentobluegreen.release.model.Spec;
import io.magentobluegreen.release.model.World;
import io.magentobluegreen.release.path.Back;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.plan.Plan;
import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.record.Phase;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.table.Shop;
import io.magentobluegreen.release.want.Commands;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When live is left, and for which set. */
class LeavingTest {
    /** What a rollback names after one that failed. */
    private static final String AGAIN = B + "-2/" + B + "-3";

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

    /** Live is B, A was to have the traffic back and was not fit in time. */
    private static World goingBackFailed() {
        World live = Shop.live(Spec.PLAIN, A, B);
        return Shop.change(
                live,
                builder -> builder.record(
                        B,
                        Shop.record(live, B)
                                .end(Outcome.ROLLBACK_FAILED, "RollbackFailed", "It was not fit", World.NOW)));
    }

    @Test
    void saysHowGoingBackIsTriedAgain() {
        Plan plan = plan(goingBackFailed());
        assertThat(plan.stall()).contains("RollbackFailed");
        assertThat(plan.message())
                .isEqualTo("Why it ended (to go back once more: magento-bluegreen.io/rollback=" + AGAIN + ")");
        World alone = Shop.change(goingBackFailed(), builder -> builder.sets.remove(A));
        assertThat(plan(alone).message()).isEqualTo("Why it ended");
    }

    @Test
    void isLeftOnceMoreByARollbackThatNamesTheNextNumber() {
        World again = Shop.commanding(goingBackFailed(), Shop.rollback(AGAIN));
        World left = Happy.until(again, world -> isLeft(world, B));
        assertThat(Shop.record(left, B).ending().orElseThrow().reason()).isEqualTo(Back.ASKED);
        assertThat(left.ledger().orElseThrow().next()).isEqualTo(4);
        World back = Happy.until(again, world -> Shop.liveRevision(world).equals(A));
        assertThat(Shop.record(back, A).outcome()).contains(Outcome.PROMOTED);
        World rests = Shop.operated(Happy.until(back, world -> plan(world).phase() == Phase.ROLLED_BACK));
        assertThat(plan(rests).phase()).isEqualTo(Phase.ROLLED_BACK);
        assertThat(Shop.liveRevision(rests)).isEqualTo(A);
    }

    /** It was given when it meant nothing, and still stands when the traffic has gone back. */
    @Test
    void isNotReleasedAgainByAnOldRetryOnceItIsLeft() {
        World both = Shop.commanding(
                goingBackFailed(),
                new Commands(Optional.empty(), Optional.of(AGAIN), Optional.of(B + "-3"), Optional.empty()));
        World rests = Shop.operated(Happy.until(both, world -> plan(world).phase() == Phase.ROLLED_BACK));
        assertThat(plan(rests).phase()).isEqualTo(Phase.ROLLED_BACK);
        assertThat(plan(rests).message()).contains("retry=" + B + "-5");
    }

    /** Crashed in between, the command is over, and the status names another number. */
    @Test
    void usesTheNumberUpBeforeLiveIsLeft() {
        Plan plan = plan(Shop.commanding(goingBackFailed(), Shop.rollback(AGAIN)));
        assertThat(plan.actions().get(0)).isInstanceOf(Action.WriteLedger.class);
        assertThat(plan.actions().get(1)).isInstanceOf(Action.WriteRecord.class);
    }

    /** The command stands, and is no second one. */
    @Test
    void isNotLeftAgainByTheRollbackThatFailed() {
        World left = Happy.until(Shop.commanding(goingBackFailed(), Shop.rollback(AGAIN)), world -> isLeft(world, B));
        World failed = Shop.change(
                left,
                builder -> builder.record(
                        B, Shop.record(left, B).end(Outcome.ROLLBACK_FAILED, "RollbackFailed", "again", World.NOW)));
        assertThat(isLeft(Shop.operated(failed), B)).isFalse();
        assertThat(plan(failed).stall()).contains("RollbackFailed");
    }

    @Test
    void isNotLeftWhereGoingBackFailedByWhatNamesSomethingElse() {
        for (Commands other : new Commands[] {
            Shop.rollback(B + "-2"), Shop.rollback(B + "-3"), Shop.rollback(B + "-2/" + B + "-4"), Shop.retry(B + "-3")
        }) {
            assertThat(isLeft(Shop.operated(Shop.commanding(goingBackFailed(), other)), B))
                    .as("%s", other)
                    .isFalse();
        }
        World another = Shop.commanding(Shop.wanting(goingBackFailed(), C), Shop.rollback(AGAIN));
        assertThat(isLeft(Shop.operated(another), B)).isFalse();
        World alone = Shop.change(goingBackFailed(), builder -> builder.sets.remove(A));
        assertThat(isLeft(Shop.operated(Shop.commanding(alone, Shop.rollback(AGAIN))), B))
                .isFalse();
    }
}
