package io.magentobluegreen.release.path;

import static io.magentobluegreen.release.table.Shop.A;
import static io.magentobluegreen.release.table.Shop.B;
import static io.magentobluegreen.release.table.Shop.C;
import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.release.gate.Turn;
import io.magentobluegreen.release.model.Spec;
import io.magentobluegreen.release.model.World;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.record.Colour;
import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.record.ReleaseName;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.table.Shop;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What stands ready and until when, what is scaled to zero, and what is deleted. */
class RetentionTest {
    private static final World TWO = Shop.live(Spec.PLAIN, A, B);

    private static Retention at(World world, Instant now) {
        return new Retention(new Turn(world.want(), world.seen(), now));
    }

    private static Instant end(World world) {
        return Shop.liveRecord(world).cutoverAt().plus(world.want().window());
    }

    /** Nobody waits for the window any more. */
    private static Retention after(World world) {
        return at(world, end(world).plus(Duration.ofDays(1)));
    }

    private static World with(World world, String revision, int replicas, SetRecord record) {
        return Shop.change(
                world, builder -> builder.set(revision, new World.Dep(Optional.of(record), replicas, replicas)));
    }

    private static SetRecord ended(String revision, int number, Outcome outcome) {
        return SetRecord.begin(new ReleaseName(revision, number), "C", Colour.BLUE, 2, World.NOW)
                .end(outcome, "Why", "why it ended", World.NOW);
    }

    private static Action.Collect deleted(String revision) {
        return new Action.Collect(revision);
    }

    @Test
    void theWindowEndsItsLengthAfterTheCutover() {
        Instant end = end(TWO);
        assertThat(at(TWO, end.minusMillis(1)).windowEnd()).contains(end);
        assertThat(at(TWO, end).windowEnd()).isEmpty();
        assertThat(at(TWO, end.plusMillis(1)).windowEnd()).isEmpty();
    }

    @Test
    void thereIsNoWindowWithoutPodsToGoBackTo() {
        World first = Shop.live(Spec.PLAIN, A);
        assertThat(at(first, end(first).minusMillis(1)).windowEnd()).isEmpty();
        World asleep = with(TWO, A, 0, Shop.record(TWO, A));
        assertThat(at(asleep, end(TWO).minusMillis(1)).windowEnd()).isEmpty();
    }

    @Test
    void whatWasAdoptedKeepsItsWindowWithoutASetOfOurs() {
        World adopted = Shop.until(
                Shop.wanting(Shop.adoptable(), A),
                world -> Shop.liveRevision(world).equals(A));
        assertThat(at(adopted, end(adopted).minusMillis(1)).windowEnd()).contains(end(adopted));
    }

    @Test
    void thePreviousSetIsScaledToZeroWhenTheWindowIsOver() {
        assertThat(at(TWO, end(TWO).minusMillis(1)).collect()).isEmpty();
        assertThat(at(TWO, end(TWO)).collect()).containsExactly(new Action.Scale(A, 0, Shop.record(TWO, A)));
    }

    @Test
    void aSetWhoseFlipIsNotProvenStays() {
        World unproven = with(TWO, C, 2, ended(C, 9, Outcome.FAILED).stamped(Optional.of(World.NOW)));
        assertThat(at(unproven, end(TWO).minusMillis(1)).collect()).isEmpty();
        World proven = with(TWO, C, 2, ended(C, 9, Outcome.FAILED));
        assertThat(at(proven, end(TWO).minusMillis(1)).collect())
                .containsExactly(new Action.Scale(C, 0, Shop.record(proven, C)));
    }

    @Test
    void whatIsGoneBackToIsNotScaledDown() {
        World target = with(TWO, A, 2, Shop.record(TWO, A).at(Step.BACK_CLEAN, World.NOW));
        assertThat(after(target).collect()).isEmpty();
        assertThat(after(Shop.wanting(TWO, A)).collect()).isEmpty();
        World failed = with(Shop.wanting(TWO, C), C, 2, ended(C, 9, Outcome.FAILED));
        assertThat(at(failed, end(TWO).minusMillis(1)).collect())
                .containsExactly(new Action.Scale(C, 0, Shop.record(failed, C)));
    }

    @Test
    void aCommandKeepsOnlyThePreviousSet() {
        String live = Shop.record(TWO, B).release().toString();
        World commanded = Shop.commanding(TWO, Shop.rollback(live));
        assertThat(after(commanded).collect()).isEmpty();
        World another = with(commanded, C, 2, ended(C, 9, Outcome.FAILED));
        assertThat(after(another).collect()).containsExactly(new Action.Scale(C, 0, Shop.record(another, C)));
    }

    @Test
    void theNewestThatWerePromotedAreKept() {
        World three = Shop.live(Spec.PLAIN.retaining(2), A, B, C);
        World asleep = with(three, A, 0, Shop.record(TWO, A));
        assertThat(at(asleep, end(three).minusMillis(1)).collect()).containsExactly(deleted(A));
        World more = Shop.asking(asleep, Spec.PLAIN.retaining(3));
        assertThat(at(more, end(three).minusMillis(1)).collect()).isEmpty();
    }

    @Test
    void whatWasNeverPromotedGoesWhenANewerOneHasEnded() {
        World last = with(TWO, C, 0, ended(C, 9, Outcome.FAILED));
        assertThat(at(last, end(TWO).minusMillis(1)).collect()).isEmpty();
        World older = with(TWO, C, 0, ended(C, 1, Outcome.FAILED));
        assertThat(at(older, end(TWO).minusMillis(1)).collect()).containsExactly(deleted(C));
        World wanted = Shop.wanting(older, C);
        assertThat(at(wanted, end(TWO).minusMillis(1)).collect()).isEmpty();
    }

    @Test
    void nothingIsDeletedWhilePaused() {
        World older = Shop.paused(with(TWO, C, 0, ended(C, 1, Outcome.FAILED)));
        assertThat(at(older, end(TWO).minusMillis(1)).collect()).isEmpty();
        assertThat(at(Shop.paused(TWO), end(TWO)).collect()).isEmpty();
        World full = Shop.paused(with(TWO, C, 2, ended(C, 1, Outcome.FAILED)));
        assertThat(at(full, end(TWO)).collect()).containsExactly(new Action.Scale(C, 0, Shop.record(full, C)));
    }
}
