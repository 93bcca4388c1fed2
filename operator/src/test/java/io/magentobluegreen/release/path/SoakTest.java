package io.magentobluegreen.release.path;

import static io.magentobluegreen.release.table.Shop.A;
import static io.magentobluegreen.release.table.Shop.B;
import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.release.gate.Deadlines;
import io.magentobluegreen.release.gate.Turn;
import io.magentobluegreen.release.model.Happy;
import io.magentobluegreen.release.model.Sights;
import io.magentobluegreen.release.model.Spec;
import io.magentobluegreen.release.model.Surroundings;
import io.magentobluegreen.release.model.World;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.plan.Plan;
import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.Answer;
import io.magentobluegreen.release.seen.SoakProgress;
import io.magentobluegreen.release.seen.Task;
import io.magentobluegreen.release.table.Shop;
import io.magentobluegreen.release.want.Release;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Step 13: how live is watched, and when it is left. */
class SoakTest {
    private static final World SOAKS =
            Happy.until(Shop.wanting(Shop.live(Spec.PLAIN, A), B), world -> Shop.standsAt(world, B, Step.SOAK));
    private static final Duration DURATION = SOAKS.want().soak().duration();
    private static final Duration INTERVAL = SOAKS.want().soak().interval();
    private static final Task ROUND = new Task(Task.Kind.ROUND, B, "soak " + B + "-2");
    private static final Task COMPARE = new Task(Task.Kind.ROUND, A, "compare " + B + "-2");
    private static final Task AGAIN = new Task(Task.Kind.ROUND, B, "again " + B + "-2");

    private static Plan plan(World world, SoakProgress soak, Map<Task, Answer> answers, Instant now) {
        Turn turn = new Turn(world.want(), Sights.withSoak(world.seen(), soak, answers), now);
        return new Soak(turn, turn.liveSet().orElseThrow()).plan().orElseThrow();
    }

    private static Plan plan(SoakProgress soak, Map<Task, Answer> answers) {
        return plan(SOAKS, soak, answers, World.NOW);
    }

    private static SoakProgress rounds(Instant since, Instant last, int failures) {
        return new SoakProgress(
                since, last, failures, failures > 0 ? "home" : "", failures > 0 ? "home answers 500" : "");
    }

    private static Answer answered(boolean passes, String check) {
        return new Answer(passes ? Answer.State.PASSED : Answer.State.FAILED, World.NOW, check, "message", Map.of());
    }

    private static Answer running() {
        return new Answer(Answer.State.RUNNING, World.NOW, "", "", Map.of());
    }

    private static Optional<Outcome> written(Plan plan) {
        return plan.actions().stream()
                .filter(Action.WriteRecord.class::isInstance)
                .flatMap(action -> ((Action.WriteRecord) action).record().outcome().stream())
                .findFirst();
    }

    @Test
    void asksARoundAnIntervalAfterTheLastOne() {
        assertThat(plan(SoakProgress.NONE, Map.of()).actions())
                .containsExactly(new Action.Forget(ROUND), new Action.Ask(ROUND));
        Instant since = World.NOW.minusSeconds(60);
        assertThat(plan(rounds(since, World.NOW.minus(INTERVAL), 0), Map.of()).actions())
                .containsExactly(new Action.Forget(ROUND), new Action.Ask(ROUND));
        Plan early = plan(rounds(since, World.NOW.minus(INTERVAL).plusMillis(1), 0), Map.of());
        assertThat(early.actions()).isEmpty();
        assertThat(early.wake()).contains(INTERVAL);
    }

    @Test
    void passesAfterItsWholeDurationOfAnUnbrokenWatch() {
        Instant since = World.NOW.minus(DURATION);
        assertThat(written(plan(rounds(since, World.NOW, 0), Map.of()))).contains(Outcome.PROMOTED);
        assertThat(written(plan(rounds(since.plusMillis(1), World.NOW, 0), Map.of())))
                .isEmpty();
        assertThat(written(plan(rounds(null, World.NOW, 0), Map.of()))).isEmpty();
    }

    @Test
    void saysWhenItKeepsStartingAnew() {
        Instant promoted = Shop.record(SOAKS, B).promotedAt().orElseThrow();
        Instant patience = promoted.plus(DURATION.multipliedBy(Deadlines.SOAK_PATIENCE));
        SoakProgress fresh = rounds(patience, patience, 0);
        assertThat(plan(SOAKS, fresh, Map.of(), patience).stall()).contains("SoakUnproven");
        assertThat(plan(SOAKS, fresh, Map.of(), patience.minusMillis(1)).stall())
                .isEmpty();
    }

    @Test
    void comparesTheSetBeforeAndAsksLiveOnceMoreBeforeItIsLeft() {
        SoakProgress fails = rounds(World.NOW, World.NOW, 1);
        assertThat(plan(fails, Map.of()).actions()).contains(new Action.Ask(COMPARE));
        Map<Task, Answer> better = Map.of(COMPARE, answered(true, ""));
        assertThat(plan(fails, better).actions()).contains(new Action.Ask(AGAIN));
        Map<Task, Answer> worse = Map.of(COMPARE, answered(true, ""), AGAIN, answered(false, "home"));
        Plan left = plan(fails, worse);
        assertThat(written(left)).contains(Outcome.ROLLED_BACK);
        assertThat(left.message()).isEqualTo("home answers 500");
        Map<Task, Answer> back = Map.of(COMPARE, answered(true, ""), AGAIN, answered(true, ""));
        assertThat(plan(fails, back).actions()).containsExactly(new Action.Forget(AGAIN), new Action.Forget(COMPARE));
    }

    @Test
    void waitsWhileItCompares() {
        SoakProgress fails = rounds(World.NOW, World.NOW, 1);
        Plan comparing = plan(fails, Map.of(COMPARE, running()));
        assertThat(comparing.actions()).isEmpty();
        assertThat(comparing.message()).isEqualTo("A live check fails: home answers 500");
        Plan again = plan(fails, Map.of(COMPARE, answered(true, ""), AGAIN, running()));
        assertThat(again.actions()).isEmpty();
        assertThat(again.message()).isEqualTo("A live check fails: home answers 500");
    }

    @Test
    void staysWhereTheSetBeforeFailsToo() {
        SoakProgress due = rounds(World.NOW.minusSeconds(60), World.NOW.minus(INTERVAL), 1);
        Plan shared = plan(due, Map.of(COMPARE, answered(false, "home")));
        assertThat(written(shared)).isEmpty();
        assertThat(reasons(shared)).containsExactly("SharedDependency");
        assertThat(shared.actions()).contains(new Action.Forget(COMPARE));
        Plan unfit = plan(due, Map.of(COMPARE, answered(false, "cart")));
        assertThat(reasons(unfit)).containsExactly("PreviousUnfit");
        SoakProgress early = rounds(World.NOW.minusSeconds(60), World.NOW, 1);
        assertThat(plan(early, Map.of(COMPARE, answered(false, "home"))).actions())
                .isEmpty();
    }

    private static List<String> reasons(Plan plan) {
        return plan.actions().stream()
                .filter(Action.Announce.class::isInstance)
                .map(action -> ((Action.Announce) action).reason())
                .toList();
    }

    @Test
    void forgetsAnswersOfAnEarlierFailure() {
        SoakProgress well = rounds(World.NOW, World.NOW, 0);
        Map<Task, Answer> old = Map.of(COMPARE, answered(false, "home"), AGAIN, answered(false, "home"));
        assertThat(plan(well, old).actions()).containsExactly(new Action.Forget(COMPARE), new Action.Forget(AGAIN));
        assertThat(plan(well, Map.of(COMPARE, running(), AGAIN, running())).actions())
                .isEmpty();
    }

    @Test
    void servesOnWhereNothingMayBeGoneBackTo() {
        SoakProgress fails = rounds(World.NOW, World.NOW, 1);
        World never = Shop.asking(SOAKS, Spec.PLAIN.with(Release.RollbackPolicy.NEVER));
        Plan plan = plan(never, fails, Map.of(), World.NOW);
        assertThat(plan.stall()).contains("SoakFailed");
        assertThat(written(plan)).contains(Outcome.PROMOTED);
        World touched = Shop.change(
                SOAKS, builder -> builder.ledger(builder.ledger.orElseThrow().touched("C", "cccccccccc-3", "a Job")));
        assertThat(written(plan(touched, fails, Map.of(), World.NOW))).contains(Outcome.PROMOTED);
    }

    @Test
    void isOverAtOnceWhereNoneIsAskedFor() {
        World none = Shop.asking(SOAKS, Spec.PLAIN.withoutSoak());
        assertThat(written(plan(none, SoakProgress.NONE, Map.of(), World.NOW))).contains(Outcome.PROMOTED);
        assertThat(Shop.record(Shop.change(SOAKS, Surroundings::passSoak), B).ended())
                .isFalse();
    }
}
