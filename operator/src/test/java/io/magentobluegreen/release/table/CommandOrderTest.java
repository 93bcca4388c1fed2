package io.magentobluegreen.release.table;

import static io.magentobluegreen.release.table.Shop.A;
import static io.magentobluegreen.release.table.Shop.B;
import static io.magentobluegreen.release.table.Shop.C;
import static io.magentobluegreen.release.table.Shop.abort;
import static io.magentobluegreen.release.table.Shop.approve;
import static io.magentobluegreen.release.table.Shop.retry;
import static io.magentobluegreen.release.table.Shop.rollback;
import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.release.model.Happy;
import io.magentobluegreen.release.model.Operator;
import io.magentobluegreen.release.model.Spec;
import io.magentobluegreen.release.model.World;
import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.want.Commands;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Abort before rollback before retry before approve, and none of them twice. */
class CommandOrderTest {
    private static final String A1 = A + "-1";
    private static final String B2 = B + "-2";
    private static final String C3 = C + "-3";

    private final World waiting = Shop.releasing(Step.APPROVAL);

    @Test
    void abortsBeforeItRollsBack() {
        // When
        World aborted = next(commanding(third(), abort(C3), rollback(B2)));
        // Then
        assertThat(outcome(aborted, C)).contains(Outcome.ABORTED);
        assertThat(outcome(aborted, B)).contains(Outcome.PROMOTED);
        assertThat(outcome(Shop.operated(aborted), B)).contains(Outcome.ROLLED_BACK);
    }

    @Test
    void abortsBeforeItApproves() {
        // When
        World aborted = Shop.operated(commanding(waiting, abort(B2), approve(B2)));
        // Then
        assertThat(outcome(aborted, B)).contains(Outcome.ABORTED);
        assertThat(Shop.record(aborted, B).passed(Step.APPROVAL)).isFalse();
    }

    @Test
    void abortsBeforeItRetries() {
        // When
        World aborted = next(commanding(waiting, abort(B2), retry(B + "-3")));
        World retried = Shop.operated(aborted);
        // Then
        assertThat(outcome(aborted, B)).contains(Outcome.ABORTED);
        assertThat(Shop.record(retried, B).release()).hasToString(B + "-3");
    }

    @Test
    void rollsBackBeforeItRetries() {
        // When
        World left = next(commanding(live(A, B), rollback(B2), retry(B + "-3")));
        // Then
        assertThat(outcome(left, B)).contains(Outcome.ROLLED_BACK);
        assertThat(Shop.record(left, B).release()).hasToString(B2);
    }

    @Test
    void rollsBackBeforeItApproves() {
        // When
        World left = Shop.operated(commanding(third(), rollback(B2), approve(C3)));
        // Then
        assertThat(outcome(left, B)).contains(Outcome.ROLLED_BACK);
        assertThat(outcome(left, C)).contains(Outcome.SUPERSEDED);
        assertThat(Shop.record(left, C).passed(Step.APPROVAL)).isFalse();
    }

    @Test
    void retriesBeforeItApproves() {
        // Given
        World failed = Shop.operated(Shop.change(
                waiting,
                builder -> builder.record(B, Shop.record(waiting, B).end(Outcome.FAILED, "Why", "why", World.NOW))));
        // When
        World retried = Shop.operated(commanding(failed, retry(B + "-3"), approve(B2)));
        // Then
        assertThat(Shop.record(retried, B).release()).hasToString(B + "-3");
        assertThat(Shop.record(retried, B).passed(Step.APPROVAL)).isFalse();
    }

    @Test
    void doesNothingForANameThatIsNotCurrent() {
        // When
        World stale = commanding(waiting, abort(A1), rollback(B2), retry(B2), approve(A1));
        // Then
        assertThat(Operator.in(stale).steps()).isEqualTo(Operator.in(waiting).steps());
        assertThat(Operator.in(stale).plan()).isEqualTo(Operator.in(waiting).plan());
    }

    @Test
    void takesAnApprovalWithBlanksAroundIt() {
        // When
        World approved = next(commanding(waiting, approve(" " + B2 + "\n")));
        // Then
        assertThat(Shop.record(approved, B).passed(Step.APPROVAL)).isTrue();
    }

    /** C waits for approval over live B, which could be left for A. */
    private static World third() {
        return Happy.until(Shop.wanting(live(A, B), C), world -> Shop.standsAt(world, C, Step.APPROVAL));
    }

    private static World live(String... revisions) {
        return Shop.live(Spec.WHOLE, revisions);
    }

    private static Optional<Outcome> outcome(World world, String revision) {
        return Shop.find(world, revision).flatMap(SetRecord::outcome);
    }

    private static World next(World world) {
        return Happy.until(world, at -> !at.equals(world));
    }

    private static World commanding(World world, Commands... each) {
        Commands all = Commands.NONE;
        for (Commands one : each) {
            all = new Commands(
                    one.abort().or(all::abort),
                    one.rollback().or(all::rollback),
                    one.retry().or(all::retry),
                    one.approve().or(all::approve));
        }
        return Shop.commanding(world, all);
    }
}
