package io.magentobluegreen.release.gate;

import static io.magentobluegreen.release.table.Shop.A;
import static io.magentobluegreen.release.table.Shop.B;
import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.release.model.Happy;
import io.magentobluegreen.release.model.Sights;
import io.magentobluegreen.release.model.Spec;
import io.magentobluegreen.release.model.World;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.plan.Plan;
import io.magentobluegreen.release.record.JobRef;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.JobView;
import io.magentobluegreen.release.seen.SetView;
import io.magentobluegreen.release.seen.Verdict;
import io.magentobluegreen.release.table.Shop;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A step that a Job passes: when one is made, when another, and what its end says. */
class JobGateTest {
    private static final World CLEANING =
            Happy.until(Shop.wanting(Shop.live(Spec.PLAIN, A), B), world -> Shop.standsAt(world, B, Step.CLEAN));
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Verdict FAILED = ending(Verdict.Result.FAILED);

    private static Verdict ending(Verdict.Result result) {
        return new Verdict(result, "Reason", "message", Map.of());
    }

    /** One try of the cleaning: which it was, how it ended, and how long ago. */
    private record Try(int attempt, Optional<Verdict> verdict, Duration ago, String trouble) {
        Try(int attempt, Verdict.Result result) {
            this(attempt, Optional.of(ending(result)), Duration.ofHours(1), "");
        }

        JobView job() {
            JobView job = new JobView(
                    "clean-" + attempt,
                    "uid-" + attempt,
                    B + "-2",
                    Step.CLEAN,
                    attempt,
                    "B",
                    "",
                    false,
                    false,
                    verdict,
                    verdict.map(known -> World.NOW.minus(ago)),
                    true);
            return trouble.isEmpty() ? job : job.troubled(trouble);
        }

        SetRecord record() {
            JobRef ref = new JobRef(attempt, "clean-" + attempt, "uid-" + attempt);
            return Shop.record(CLEANING, B).withJob(Step.CLEAN, ref).timed(World.NOW);
        }

        Plan after(Duration time, Optional<Duration> deadline) {
            return gate(Map.of(job().name(), job()), record(), time, deadline);
        }

        Plan plan() {
            return after(Duration.ZERO, Optional.of(LIMIT));
        }
    }

    private static Plan gate(Map<String, JobView> jobs, SetRecord record, Duration time, Optional<Duration> deadline) {
        SetView seen = CLEANING.seen().set(B).orElseThrow();
        SetView set = new SetView(
                B, Optional.of(record), 2, true, 2, seen.template(), true, seen.imageId(), seen.referenced());
        Turn turn = new Turn(CLEANING.want(), Sights.withJobs(CLEANING.seen(), jobs), World.NOW.plus(time));
        return new JobGate(turn, set, Step.CLEAN, B, Map.of(), deadline)
                .plan(
                        record.step().phase(),
                        "Cleaning",
                        passed -> said("passed", passed),
                        failed -> said("failed " + failed.reason(), failed));
    }

    private static Plan said(String what, Verdict verdict) {
        return Plan.await(Step.CLEAN.phase(), what);
    }

    private static int made(Plan plan) {
        return plan.actions().stream()
                .filter(Action.RunJob.class::isInstance)
                .mapToInt(action -> ((Action.RunJob) action).attempt())
                .findFirst()
                .orElse(0);
    }

    @Test
    void makesTheFirstJobAndOneAfterWhatIsUsedUp() {
        SetRecord fresh = Shop.record(CLEANING, B);
        assertThat(made(gate(Map.of(), fresh, Duration.ZERO, Optional.of(LIMIT))))
                .isEqualTo(1);
        SetRecord usedUp = new Try(2, Verdict.Result.PASSED).record().redoing(World.NOW, Step.CLEAN);
        assertThat(made(gate(Map.of(), usedUp, Duration.ZERO, Optional.of(LIMIT))))
                .isEqualTo(3);
    }

    @Test
    void saysHowItEnded() {
        assertThat(new Try(1, Verdict.Result.PASSED).plan().message()).isEqualTo("passed");
        assertThat(new Try(1, Verdict.Result.FAILED).plan().message()).isEqualTo("failed " + FAILED.reason());
    }

    @Test
    void triesAgainWithoutAVerdictAndHasEnoughAfterThree() {
        for (Verdict.Result none :
                new Verdict.Result[] {Verdict.Result.NONE, Verdict.Result.HELD, Verdict.Result.TOO_LATE}) {
            assertThat(made(new Try(1, none).plan())).as(none.name()).isEqualTo(2);
            assertThat(made(new Try(2, none).plan())).as(none.name()).isEqualTo(3);
            assertThat(new Try(3, none).plan().message()).as(none.name()).isEqualTo("failed Reason");
        }
    }

    @Test
    void hasEnoughWhenItsTimeIsOver() {
        Try first = new Try(1, Verdict.Result.NONE);
        assertThat(made(first.after(LIMIT.minusMillis(1), Optional.of(LIMIT)))).isEqualTo(2);
        assertThat(first.after(LIMIT, Optional.of(LIMIT)).message()).isEqualTo("failed Reason");
        assertThat(made(first.after(Duration.ofDays(1), Optional.empty()))).isEqualTo(2);
    }

    @Test
    void restsBetweenTwoTries() {
        Try lately = new Try(1, Optional.of(ending(Verdict.Result.NONE)), Duration.ZERO, "");
        Plan resting = lately.after(Deadlines.AGAIN.minusMillis(1), Optional.of(LIMIT));
        assertThat(made(resting)).isZero();
        assertThat(resting.wake()).contains(Duration.ofMillis(1));
        assertThat(made(lately.after(Deadlines.AGAIN, Optional.of(LIMIT)))).isEqualTo(2);
    }

    @Test
    void takesADeletedJobForOneWithoutAVerdict() {
        SetRecord second = new Try(2, Verdict.Result.PASSED).record();
        assertThat(made(gate(Map.of(), second, Duration.ZERO, Optional.of(LIMIT))))
                .isEqualTo(3);
        SetRecord third = new Try(3, Verdict.Result.PASSED).record();
        assertThat(gate(Map.of(), third, Duration.ZERO, Optional.of(LIMIT)).message())
                .isEqualTo("failed JobVanished");
    }

    @Test
    void waitsForOneThatRunsUntilItsOwnDeadlineShouldHaveEndedIt() {
        Try runs = new Try(1, Optional.empty(), Duration.ZERO, "");
        Duration limit = LIMIT.plus(Deadlines.GRACE);
        Plan waiting = runs.after(limit.minusSeconds(1), Optional.of(LIMIT));
        assertThat(waiting.message()).isEqualTo("Cleaning");
        assertThat(waiting.wake()).contains(Duration.ofSeconds(1));
        assertThat(runs.after(limit, Optional.of(LIMIT)).message()).isEqualTo("failed JobDeadlineExceeded");
        Plan endless = runs.after(Duration.ofDays(1), Optional.empty());
        assertThat(endless.message()).isEqualTo("Cleaning");
        assertThat(endless.wake()).isEmpty();
    }

    @Test
    void looksSoonAgainAtAPodThatDoesNotRun() {
        Try troubled = new Try(1, Optional.empty(), Duration.ZERO, "its image is missing");
        Plan plan = troubled.after(Duration.ZERO, Optional.empty());
        assertThat(plan.wake()).contains(Deadlines.LOOK);
        assertThat(plan.message()).contains("its image is missing");
    }
}
