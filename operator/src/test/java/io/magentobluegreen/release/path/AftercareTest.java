package io.magentobluegreen.release.path;

import static io.magentobluegreen.release.table.Shop.A;
import static io.magentobluegreen.release.table.Shop.B;
import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.release.gate.Deadlines;
import io.magentobluegreen.release.gate.Turn;
import io.magentobluegreen.release.model.Happy;
import io.magentobluegreen.release.model.Spec;
import io.magentobluegreen.release.model.Surroundings;
import io.magentobluegreen.release.model.World;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.record.JobRef;
import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.JobView;
import io.magentobluegreen.release.seen.Verdict;
import io.magentobluegreen.release.table.Shop;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The chores after a flip, which hold nothing up. */
class AftercareTest {
    private static List<Action> chores(World world) {
        Turn turn = new Turn(world.want(), world.seen(), World.NOW);
        return new Aftercare(turn, turn.liveSet().orElseThrow()).chores();
    }

    private static boolean runs(List<Action> actions, Step step) {
        return actions.stream().anyMatch(action -> action instanceof Action.RunJob run && run.step() == step);
    }

    private static String result(List<Action> actions, Step step) {
        return actions.stream()
                .filter(Action.WriteRecord.class::isInstance)
                .map(action -> ((Action.WriteRecord) action).record().fact(step, "result"))
                .findFirst()
                .orElse("");
    }

    /** Live failed and was flipped back from, which is not cleaned before. */
    private static World flippedBack() {
        World live = Shop.live(Spec.PLAIN, A, B);
        World failed = Shop.change(
                live,
                builder -> builder.record(
                        B, Shop.record(live, B).end(Outcome.ROLLED_BACK, "SoakFailed", "a page fails", World.NOW)));
        return Happy.until(
                failed,
                world -> Shop.liveRevision(world).equals(A)
                        && world.sets()
                                .get(A)
                                .record()
                                .orElseThrow()
                                .promoting()
                                .isEmpty());
    }

    private static World at(World from, Step step) {
        return Happy.until(from, world -> running(world, step).isPresent());
    }

    private static Optional<JobView> running(World world, Step step) {
        return world.jobs().values().stream()
                .filter(job -> job.step() == step && !job.finished() && !job.suspended())
                .findFirst();
    }

    private static World ended(World world, Step step, Verdict verdict) {
        JobView job = running(world, step).orElseThrow();
        return Shop.change(world, builder -> Surroundings.finish(builder, job, verdict));
    }

    @Test
    void publishesWhatIsLiveOnce() {
        World live = Shop.live(Spec.PLAIN, A);
        assertThat(chores(live)).isEmpty();
        assertThat(chores(Shop.change(live, builder -> builder.published = B))).containsExactly(new Action.Publish(A));
    }

    @Test
    void cleansTheCacheAfterAFlipBackThatWasNotCleanedBefore() {
        World back = flippedBack();
        World before = Shop.change(
                back,
                builder -> builder.record(
                        A,
                        Shop.record(back, A).redoing(World.NOW, Step.BACK_CLEAN).at(Step.RETAIN, World.NOW)));
        assertThat(runs(chores(before), Step.BACK_CLEAN)).isTrue();
        assertThat(runs(chores(Shop.live(Spec.PLAIN, A)), Step.BACK_CLEAN))
                .as("nothing was live before")
                .isFalse();
        assertThat(runs(chores(Shop.live(Spec.PLAIN, A, B)), Step.BACK_CLEAN))
                .as("cleaned right before the flip")
                .isFalse();
    }

    @Test
    void notesHowThatCleaningEnded() {
        World cleaning = at(flippedBack(), Step.BACK_CLEAN);
        assertThat(result(chores(ended(cleaning, Step.BACK_CLEAN, Verdict.passed(Map.of()))), Step.BACK_CLEAN))
                .isEqualTo("done");
        assertThat(result(chores(ended(cleaning, Step.BACK_CLEAN, Surroundings.failed())), Step.BACK_CLEAN))
                .isEqualTo("failed");
    }

    @Test
    void purgesVarnishOnceForEachFlip() {
        World purging = at(Shop.releasing(Step.FLIP), Step.PURGE);
        List<Action> done = chores(ended(purging, Step.PURGE, Verdict.passed(Map.of())));
        assertThat(result(done, Step.PURGE)).isEqualTo("done");
        World purged = Happy.until(purging, world -> Shop.record(world, B).passed(Step.PURGE));
        assertThat(runs(chores(purged), Step.PURGE)).isFalse();
    }

    @Test
    void triesAPurgeAgainAndThenSaysThatItFailed() {
        World purging = at(Shop.releasing(Step.FLIP), Step.PURGE);
        World failed = ended(purging, Step.PURGE, Surroundings.failed());
        assertThat(runs(chores(trying(failed, Deadlines.PURGE_TRIES - 1)), Step.PURGE))
                .isTrue();
        List<Action> last = chores(trying(failed, Deadlines.PURGE_TRIES));
        assertThat(result(last, Step.PURGE)).isEqualTo("failed");
        assertThat(last)
                .anySatisfy(action -> assertThat(action)
                        .isInstanceOfSatisfying(
                                Action.Announce.class,
                                told -> assertThat(told.reason()).isEqualTo("PurgeFailed")));
    }

    /** The failed Job was this try. */
    private static World trying(World failed, int attempt) {
        SetRecord record = Shop.record(failed, B);
        JobRef ref = record.jobs().get(Step.PURGE);
        return Shop.change(
                failed,
                builder -> builder.record(B, record.withJob(Step.PURGE, new JobRef(attempt, ref.name(), ref.uid()))));
    }
}
