package io.magentobluegreen.release.path;

import static io.magentobluegreen.release.table.Shop.A;
import static io.magentobluegreen.release.table.Shop.B;
import static io.magentobluegreen.release.table.Shop.C;
import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.release.ReleasePlanner;
import io.magentobluegreen.release.gate.Turn;
import io.magentobluegreen.release.ledger.Ledger;
import io.magentobluegreen.release.ledger.UpgradeMode;
import io.magentobluegreen.release.model.Builder;
import io.magentobluegreen.release.model.Happy;
import io.magentobluegreen.release.model.Jobs;
import io.magentobluegreen.release.model.Sights;
import io.magentobluegreen.release.model.Spec;
import io.magentobluegreen.release.model.Surroundings;
import io.magentobluegreen.release.model.World;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.plan.Plan;
import io.magentobluegreen.release.record.Ending;
import io.magentobluegreen.release.record.JobRef;
import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.Answer;
import io.magentobluegreen.release.seen.JobView;
import io.magentobluegreen.release.seen.Observed;
import io.magentobluegreen.release.seen.SetView;
import io.magentobluegreen.release.seen.Task;
import io.magentobluegreen.release.seen.Verdict;
import io.magentobluegreen.release.table.Shop;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The steps of an attempt one by one: what passes each, what fails it, and what is said. */
class AttemptTest {
    private static Plan plan(World world) {
        return ReleasePlanner.decide(world.want(), world.seen(), World.NOW);
    }

    private static Plan seeing(World world, UnaryOperator<SetView> change) {
        Observed of = world.seen();
        Map<String, SetView> sets = new HashMap<>(of.sets());
        sets.computeIfPresent(B, (revision, set) -> change.apply(set));
        return ReleasePlanner.decide(world.want(), Sights.withSets(of, sets), World.NOW);
    }

    private static SetView view(SetView of, SetRecord record, boolean available, String template, String image) {
        return new SetView(
                of.revision(),
                Optional.of(record),
                of.replicas(),
                available,
                of.ready(),
                template,
                of.uniform(),
                image,
                of.referenced());
    }

    private static Optional<JobView> running(World world, Step step) {
        return world.jobs().values().stream()
                .filter(job -> job.step() == step && !job.finished() && !job.suspended())
                .findFirst();
    }

    private static World runs(Step from, Step job) {
        return Happy.until(Shop.releasing(from), world -> running(world, job).isPresent());
    }

    private static Plan ended(World world, Step step, Verdict verdict) {
        JobView job = running(world, step).orElseThrow();
        return plan(Shop.change(world, builder -> Surroundings.finish(builder, job, verdict)));
    }

    private static SetRecord written(Plan plan) {
        return plan.actions().stream()
                .filter(Action.WriteRecord.class::isInstance)
                .map(action -> ((Action.WriteRecord) action).record())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no record in " + plan));
    }

    private static String told(Plan plan) {
        return plan.actions().stream()
                .filter(Action.Announce.class::isInstance)
                .map(action -> ((Action.Announce) action).reason())
                .findFirst()
                .orElse("");
    }

    private static Ending ending(Plan plan) {
        return written(plan).ending().orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "PREFLIGHT, PREPARE, PreflightFailed, DECIDE, PreflightSucceeded",
        "CLEAN, CLEAN, CleanFailed, REINDEX, CacheCleaned",
        "REINDEX, REINDEX, ReindexFailed, VERIFY, ReindexSucceeded",
        "CHECK_JOBS, CHECK_JOBS, CheckJobFailed, WARM_UP, CheckJobsSucceeded",
        "CUTOVER_CLEAN, CUTOVER_SIZE, CutoverCleanFailed, CUTOVER_WARM, ''"
    })
    void isPassedOrFailedByAJob(Step step, Step from, String reason, Step next, String event) {
        World world = runs(from, step);
        Plan passed = ended(world, step, Verdict.passed(Map.of()));
        assertThat(written(passed).passed(step)).isTrue();
        assertThat(written(passed).step()).isEqualTo(next);
        assertThat(told(passed)).isEqualTo(event);
        Plan failed = ended(world, step, new Verdict(Verdict.Result.FAILED, "", "", Map.of()));
        assertThat(ending(failed).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(ending(failed).reason()).isEqualTo(reason);
    }

    @Test
    void failsInTheWordsOfTheJob() {
        World world = runs(Step.CLEAN, Step.CLEAN);
        Plan silent = ended(world, Step.CLEAN, new Verdict(Verdict.Result.FAILED, "", "", Map.of()));
        assertThat(ending(silent).message()).isEqualTo("The Job left no verdict; look at its pod");
        Plan said = ended(world, Step.CLEAN, new Verdict(Verdict.Result.FAILED, "CacheGone", "no Redis", Map.of()));
        assertThat(ending(said).reason()).isEqualTo("CacheGone");
        assertThat(ending(said).message()).isEqualTo("no Redis");
    }

    @ParameterizedTest
    @CsvSource({
        "VERIFY, VERIFY, VerificationFailed, CHECK_JOBS, VerificationSucceeded",
        "WARM_UP, WARM_UP, WarmUpFailed, APPROVAL, WarmedUp",
        "CUTOVER_WARM, REWARM, CutoverCheckFailed, FLIP, ''"
    })
    void isPassedOrFailedByPages(Step step, Task.Kind kind, String reason, Step next, String event) {
        World world = Happy.until(Shop.releasing(step), at -> asked(at, kind).isPresent());
        Task task = asked(world, kind).orElseThrow();
        Plan passed = plan(Shop.change(world, builder -> Surroundings.answer(builder, task, true)));
        assertThat(written(passed).passed(step)).isTrue();
        assertThat(written(passed).step()).isEqualTo(next);
        assertThat(told(passed)).isEqualTo(event);
        Plan failed = plan(Shop.change(world, builder -> Surroundings.answer(builder, task, false)));
        assertThat(ending(failed).reason()).isEqualTo(reason);
    }

    private static Optional<Task> asked(World world, Task.Kind kind) {
        return world.answers().entrySet().stream()
                .filter(entry -> entry.getKey().kind() == kind)
                .filter(entry -> entry.getValue().state() == Answer.State.RUNNING)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    @Test
    void startsAsManyPodsAsLiveHas() {
        World first = Happy.until(Shop.empty(Spec.PLAIN.sized(3)), world -> Shop.standsAt(world, A, Step.START));
        assertThat(started(plan(first))).isEqualTo(3);
        World next = Shop.releasing(Step.START);
        World larger = Shop.change(
                next,
                builder -> builder.set(A, new World.Dep(builder.sets.get(A).record(), 5, 5)));
        assertThat(started(plan(larger))).isEqualTo(5);
        World adopting = Happy.until(Shop.adoptable(), world -> Shop.standsAt(world, A, Step.START));
        assertThat(started(plan(Shop.change(adopting, builder -> builder.legacy = 4))))
                .isEqualTo(4);
        assertThat(started(plan(Shop.change(adopting, builder -> builder.legacy = 1))))
                .isEqualTo(2);
    }

    private static int started(Plan plan) {
        return plan.actions().stream()
                .filter(Action.Scale.class::isInstance)
                .mapToInt(action -> ((Action.Scale) action).replicas())
                .findFirst()
                .orElse(0);
    }

    @Test
    void isBornWhenItsPodsAndTheirTemplateAreKnown() {
        World starting = Happy.until(
                Shop.releasing(Step.START),
                world -> world.sets().get(B).replicas() > 0
                        && world.sets().get(B).available());
        SetRecord record = Shop.record(starting, B);
        Plan born = seeing(starting, set -> view(set, record, true, "hash", "id"));
        assertThat(written(born).template()).isEqualTo("hash");
        assertThat(written(born).imageId()).isEqualTo("id");
        assertThat(seeing(starting, set -> view(set, record, true, "", "id")).actions())
                .noneMatch(Action.WriteRecord.class::isInstance);
        assertThat(seeing(starting, set -> view(set, record, false, "hash", "id"))
                        .actions())
                .noneMatch(Action.WriteRecord.class::isInstance);
    }

    @Test
    void isVerifiedAgainWhenSomethingElseStands() {
        World ready = Shop.releasing(Step.FLIP);
        SetRecord record = Shop.record(ready, B).born("", "id");
        Plan another = seeing(ready, set -> view(set, record, true, "another", "id"));
        assertThat(written(another).step()).isEqualTo(Step.VERIFY);
        assertThat(written(another).passed(Step.VERIFY)).isFalse();
        assertThat(written(another).passed(Step.WARM_UP)).isFalse();
        Plan moved = seeing(ready, set -> view(set, record, true, set.template(), "another"));
        assertThat(written(moved).step()).isEqualTo(Step.VERIFY);
        Plan unknown = seeing(ready, set -> view(set, record, true, "", "id"));
        assertThat(unknown.actions()).noneMatch(Action.WriteRecord.class::isInstance);
    }

    @Test
    void remembersWhatItsPodsRanWhenTheyWereVerified() {
        World asking = Happy.until(
                Shop.releasing(Step.VERIFY), at -> asked(at, Task.Kind.VERIFY).isPresent());
        SetRecord record = Shop.record(asking, B).born("hash-" + B, "before");
        Task known = asked(asking, Task.Kind.VERIFY).orElseThrow();
        World passed = Shop.change(asking, builder -> Surroundings.answer(builder, known, true));
        assertThat(written(seeing(passed, set -> view(set, record, true, set.template(), "id")))
                        .imageId())
                .isEqualTo("id");
    }

    @Test
    void tellsWhichWayTheTrafficIsSwitched() {
        Plan flip = plan(Shop.releasing(Step.FLIP));
        assertThat(told(flip)).isEqualTo("TrafficSwitched");
        assertThat(flipped(flip).next().database())
                .isEqualTo(Shop.releasing(Step.FLIP)
                        .ledger()
                        .orElseThrow()
                        .lastTouched()
                        .orElseThrow()
                        .job());
        World overlapping = Happy.until(
                Shop.wanting(Shop.live(Spec.PLAIN.overlapping(), A), B), world -> Shop.standsAt(world, B, Step.FLIP));
        assertThat(told(plan(overlapping))).isEqualTo("OverlapStarted");
        assertThat(flipped(plan(overlapping)).next().isSwitchedTo(B)).isTrue();
    }

    private static Action.Flip flipped(Plan plan) {
        return plan.actions().stream()
                .filter(Action.Flip.class::isInstance)
                .map(Action.Flip.class::cast)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no flip in " + plan));
    }

    @Test
    void makesRoomForAnOverlapAndFailsWhereItTakesTooLong() {
        World cleaning = Happy.until(
                Shop.wanting(Shop.live(Spec.PLAIN.overlapping(), A), B),
                world -> running(world, Step.CUTOVER_CLEAN).isPresent());
        World sized = Shop.change(cleaning, builder -> {
            builder.jobs.clear();
            builder.lingering.add(C);
        });
        World crowded = Shop.change(
                sized,
                builder -> builder.record(
                        B, Shop.record(cleaning, B).redoing(World.NOW, Step.CUTOVER_SIZE, Step.CUTOVER_CLEAN)));
        Plan waiting = plan(crowded);
        assertThat(waiting.message()).contains("the pods of " + C + " have to be gone");
        assertThat(waiting.actions()).isEmpty();
        Plan late = ReleasePlanner.decide(crowded.want(), crowded.seen(), World.NOW.plus(Duration.ofDays(1)));
        assertThat(ending(late).reason()).isEqualTo("CutoverDeadlineExceeded");
        assertThat(ending(late).message()).endsWith(", and it took too long");
    }

    @Test
    void asksForASetToBeScaledToZeroBeforeAnOverlapOnlyWhereItsReleaseHasEnded() {
        World cleaning = Happy.until(
                Shop.wanting(Shop.live(Spec.PLAIN.overlapping(), A), B),
                world -> Shop.standsAt(world, B, Step.CUTOVER_SIZE));
        SetRecord ended = Shop.record(cleaning, A).end(Outcome.PROMOTED, "Promoted", "", World.NOW);
        World third = Shop.change(cleaning, builder -> builder.sets.put(C, new World.Dep(Optional.of(ended), 2, 2)));
        Turn turn = new Turn(third.want(), third.seen(), World.NOW);
        Plan room =
                new Overlap(turn, third.seen().set(B).orElseThrow()).makeRoom().orElseThrow();
        assertThat(room.actions())
                .containsExactly(
                        new Action.Scale(C, 0, third.sets().get(C).record().orElseThrow()));
        World unknown = Shop.change(cleaning, builder -> builder.sets.put(C, new World.Dep(Optional.empty(), 2, 2)));
        Turn other = new Turn(unknown.want(), unknown.seen(), World.NOW);
        assertThat(new Overlap(other, unknown.seen().set(B).orElseThrow())
                        .makeRoom()
                        .orElseThrow()
                        .actions())
                .isEmpty();
    }

    @Test
    void upgradesByStatusWhereWhatItReadsIsTheSame() {
        World decided = Shop.releasing(Step.UPGRADE);
        String digest = Shop.record(decided, B).fact(Step.PREFLIGHT, "setupDigest");
        World same =
                Shop.change(decided, builder -> builder.ledger(Ledger.empty().level("A", digest)));
        assertThat(command(same)).isEqualTo("due");
        assertThat(command(decided)).as("the digest is another one").isEqualTo("setup:upgrade");
        assertThat(command(Shop.asking(same, Spec.WHOLE.in(UpgradeMode.ALWAYS))))
                .isEqualTo("setup:upgrade");
    }

    private static String command(World decided) {
        World ready = Shop.change(decided, builder -> builder.finalizer = true);
        return plan(ready).actions().stream()
                .filter(Action.RunJob.class::isInstance)
                .map(action -> ((Action.RunJob) action).arguments().get("UPGRADE_COMMAND"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no Job in " + plan(ready)));
    }

    @Test
    void triesAnUpgradeAgainThatNeverBegan() {
        World waits = Happy.until(
                Shop.releasing(Step.UPGRADE),
                world -> world.jobs().values().stream().anyMatch(JobView::suspended));
        Plan held = finished(waits, new Verdict(Verdict.Result.HELD, "LockHeld", "the lock is held", Map.of()));
        assertThat(held.actions()).anyMatch(Action.RunJob.class::isInstance);
        Map<String, String> none = Map.of("command", "none");
        Plan unpacked = finished(waits, new Verdict(Verdict.Result.FAILED, "Unpacked", "no app/etc", none));
        assertThat(ending(unpacked).reason()).isEqualTo("Unpacked");
        Plan unknown = finished(waits, Surroundings.failed());
        assertThat(ending(unknown).reason()).isEqualTo("UpgradeUnknown");
    }

    /** The Job ended, and the ledger knows of no touch. */
    private static Plan finished(World waits, Verdict verdict) {
        JobView job = waits.jobs().values().stream()
                .filter(JobView::suspended)
                .findFirst()
                .orElseThrow();
        Consumer<Builder> end = builder -> {
            builder.ledger(builder.ledger.orElseThrow().takeBack(job.uid()));
            builder.jobs.put(job.name(), like(job, job.subject(), Optional.of(verdict)));
        };
        return plan(Shop.change(waits, end));
    }

    @Test
    void cleansLiveAfterEachUpgrade() {
        World cleaning = Happy.until(
                Shop.releasing(Step.UPGRADE),
                world -> running(world, Step.CLEAN_LIVE).isPresent());
        String upgrade = cleaning.ledger().orElseThrow().uncleaned().orElseThrow();
        Plan cleaned = ended(cleaning, Step.CLEAN_LIVE, Verdict.passed(Map.of()));
        assertThat(cleaned.actions())
                .contains(new Action.WriteLedger(cleaning.ledger().orElseThrow().cleaned(upgrade)));
        Plan failed = ended(cleaning, Step.CLEAN_LIVE, Surroundings.failed());
        assertThat(failed.actions()).anyMatch(Action.RunJob.class::isInstance);
        JobView job = running(cleaning, Step.CLEAN_LIVE).orElseThrow();
        JobRef ref = Shop.record(cleaning, A).jobs().get(Step.CLEAN_LIVE);
        assertThat(ref.uid()).isEqualTo(job.uid());
        World later = Shop.change(
                cleaning, builder -> builder.jobs.put(job.name(), like(job, "an earlier upgrade", Optional.empty())));
        assertThat(plan(later).actions())
                .anySatisfy(action -> assertThat(action)
                        .isInstanceOfSatisfying(
                                Action.RunJob.class,
                                run -> assertThat(run.arguments()).containsEntry("subject", upgrade)));
    }

    private static JobView like(JobView job, String subject, Optional<Verdict> verdict) {
        return Jobs.with(job, subject, false, false, verdict, verdict.map(known -> World.LONG_AGO), true);
    }
}
