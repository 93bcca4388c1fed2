package io.magentobluegreen.release.gates;

import static io.magentobluegreen.release.gates.Choices.A;
import static io.magentobluegreen.release.gates.Choices.B;
import static io.magentobluegreen.release.gates.Choices.LATELY;
import static io.magentobluegreen.release.gates.Choices.LONG_AGO;
import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.release.ledger.Ledger;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.Answer;
import io.magentobluegreen.release.seen.JobView;
import io.magentobluegreen.release.seen.Observed;
import io.magentobluegreen.release.seen.ServiceView;
import io.magentobluegreen.release.seen.SetView;
import io.magentobluegreen.release.seen.SoakProgress;
import io.magentobluegreen.release.seen.Task;
import io.magentobluegreen.release.seen.Verdict;
import io.magentobluegreen.release.want.Release;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The first model check: all combinations of what the gates of a release tell apart, reachable or not, and what holds of
 * every plan. One test for each step that a release of B can stand at.
 */
class CombinationsTest {
    private static final Set<Class<?>> PLANNED = new HashSet<>();

    /** What a combination shows of the step that B stands at. */
    private record Progress(SetRecord record, Map<String, JobView> jobs, Map<Task, Answer> answers, boolean running) {}

    /** What is found has no epoch yet. */
    private static ServiceView service(Lives.Live live) {
        Optional<LiveRecord> record = live.record();
        boolean untouched = record.filter(known -> known.servesAdopted() && known.epoch() == 0)
                .isPresent();
        return new ServiceView(record, true, untouched, 2, untouched);
    }

    /** No Job, one whose number is used up, one that is gone, and one in every state that a Job can be in. */
    private static List<Progress> progress(SetRecord record) {
        Step step = record.step() == Step.FLIP ? Step.CUTOVER_WARM : record.step();
        List<Progress> all = new ArrayList<>(List.of(new Progress(record, Map.of(), Map.of(), false)));
        all.add(new Progress(record.withJob(step, Choices.ref(step).usedUp()), Map.of(), Map.of(), false));
        SetRecord referring = record.withJob(step, Choices.ref(step));
        all.add(new Progress(referring, Map.of(), Map.of(), false));
        all.add(new Progress(referring, Map.of(), Map.of(), true));
        for (Optional<Verdict.Result> result : results()) {
            JobView job = job(step, result, false);
            boolean runs = step == Step.UPGRADE && result.isEmpty();
            all.add(new Progress(referring, Map.of(job.name(), job), Map.of(), runs));
        }
        JobView suspended = job(step, Optional.empty(), true);
        all.add(new Progress(referring, Map.of(suspended.name(), suspended), Map.of(), false));
        for (Answer.State state : Answer.State.values()) {
            all.add(new Progress(record, Map.of(), answers(record, state), false));
        }
        return all;
    }

    private static List<Optional<Verdict.Result>> results() {
        List<Optional<Verdict.Result>> results = new ArrayList<>(List.of(Optional.empty()));
        for (Verdict.Result result : Verdict.Result.values()) {
            results.add(Optional.of(result));
        }
        return results;
    }

    private static JobView job(Step step, Optional<Verdict.Result> result, boolean suspended) {
        return new JobView(
                Choices.ref(step).name(),
                Choices.ref(step).uid(),
                B + "-2",
                step,
                1,
                "B",
                "b",
                suspended,
                false,
                result.map(end -> new Verdict(end, "", "it ended so", Map.of())),
                result.map(end -> LONG_AGO),
                step != Step.UPGRADE);
    }

    private static Map<Task, Answer> answers(SetRecord record, Answer.State state) {
        Map<Task, Answer> answers = new HashMap<>();
        Answer answer = new Answer(state, LONG_AGO, "a page", "what it found", Map.of());
        String subject = record.release() + " template checks";
        answers.put(new Task(Task.Kind.VERIFY, B, subject + " id"), answer);
        answers.put(new Task(Task.Kind.WARM_UP, B, subject), answer);
        answers.put(new Task(Task.Kind.PROVE, A, "epoch 1"), answer);
        if (record.passed(Step.CUTOVER_CLEAN)) {
            Instant cleaned = record.evidence().get(Step.CUTOVER_CLEAN).at();
            answers.put(new Task(Task.Kind.REWARM, B, subject + " 2 " + cleaned), answer);
        }
        return answers;
    }

    private static List<SetRecord> records(Step step) {
        List<SetRecord> records = new ArrayList<>();
        for (String decision : List.of("UPGRADE", "LEVEL")) {
            for (Instant since : List.of(LATELY, LONG_AGO)) {
                records.add(Choices.before(step, since, decision));
            }
        }
        SetRecord stamped = Choices.before(step, LATELY, "UPGRADE").stamped(Optional.of(LATELY));
        return step == Step.FLIP ? with(records, stamped) : records;
    }

    private static List<SetRecord> with(List<SetRecord> records, SetRecord another) {
        List<SetRecord> all = new ArrayList<>(records);
        all.add(another);
        return all;
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(
            value = Step.class,
            names = {
                "PREFLIGHT",
                "DECIDE",
                "START",
                "UPGRADE",
                "CLEAN",
                "REINDEX",
                "VERIFY",
                "CHECK_JOBS",
                "WARM_UP",
                "APPROVAL",
                "CUTOVER_CLEAN",
                "CUTOVER_WARM",
                "FLIP"
            })
    void keepsEveryRuleInEveryCombination(Step step) {
        // Given
        List<Release> wants = Choices.wants(step == Step.APPROVAL);
        int combinations = 0;
        // When
        for (SetRecord record : records(step)) {
            for (Progress progress : progress(record)) {
                combinations += combine(progress, wants);
            }
        }
        // Then
        assertThat(combinations).isGreaterThan(10_000);
    }

    /** The rules had something to look at: every action was planned but those of the guard, and those of {@link RestingTest}. */
    @AfterAll
    static void plansEveryAction() {
        Set<Class<?>> elsewhere = Set.of(
                Action.CreateService.class,
                Action.RestoreSelector.class,
                Action.RecreateService.class,
                Action.RebuildSet.class,
                Action.MakeSet.class,
                Action.Collect.class,
                Action.DeleteJob.class);
        Set<Class<?>> missing = new HashSet<>(Set.of(Action.class.getPermittedSubclasses()));
        missing.removeAll(PLANNED);
        assertThat(missing).isSubsetOf(elsewhere);
    }

    private static int combine(Progress progress, List<Release> wants) {
        int combinations = 0;
        for (SetView pods : Choices.pods(progress.record())) {
            for (Lives.Live live : Lives.all()) {
                for (Ledger ledger : Choices.ledgers()) {
                    Observed seen = seen(progress, pods, live, ledger);
                    for (Release want : wants) {
                        Combination combination = Combination.of(want, seen);
                        Rules.hold(combination);
                        combination.plan().actions().forEach(action -> PLANNED.add(action.getClass()));
                        combinations++;
                    }
                }
            }
        }
        return combinations;
    }

    private static Set<String> standing(Map<String, SetView> sets) {
        return sets.values().stream()
                .filter(set -> set.ready() > 0)
                .map(SetView::revision)
                .collect(Collectors.toSet());
    }

    private static Observed seen(Progress progress, SetView pods, Lives.Live live, Ledger ledger) {
        Map<String, SetView> sets = new HashMap<>(live.sets());
        sets.put(B, pods);
        boolean alert = pods.replicas() != 1;
        return new Observed(
                Optional.of(service(live)),
                live.record(),
                sets,
                Optional.of(ledger),
                progress.jobs(),
                progress.running(),
                progress.record().step() == Step.UPGRADE && alert,
                alert ? A : "",
                A,
                progress.answers(),
                SoakProgress.NONE,
                standing(sets),
                alert ? LONG_AGO : LATELY);
    }
}
