package io.magentobluegreen.release.gates;

import static io.magentobluegreen.release.gates.Choices.A;
import static io.magentobluegreen.release.gates.Choices.B;
import static io.magentobluegreen.release.gates.Choices.LATELY;
import static io.magentobluegreen.release.gates.Choices.LONG_AGO;
import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.release.ledger.Ledger;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.JobView;
import io.magentobluegreen.release.seen.Observed;
import io.magentobluegreen.release.seen.ServiceView;
import io.magentobluegreen.release.seen.SetView;
import io.magentobluegreen.release.seen.SoakProgress;
import io.magentobluegreen.release.seen.Verdict;
import io.magentobluegreen.release.want.Release;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The first model check where no release is under way: all combinations of how B ended, of an upgrade Job left over, of
 * live, and of a Service, its record and a ledger that may be gone.
 */
class RestingTest {
    private final Set<Class<?>> planned = new HashSet<>();
    private final List<Release> wants = Choices.wants(false);
    private int combinations;

    @Test
    void keepsEveryRuleWhereNoReleaseIsUnderWay() {
        // When
        for (Optional<SetView> b : endings()) {
            for (Lives.Live live : Lives.all()) {
                services(live).forEach(service -> combine(sets(b, live), service));
            }
        }
        // Then
        assertThat(combinations).isGreaterThan(100_000);
        assertThat(planned)
                .contains(Action.MakeSet.class, Action.Collect.class, Action.DeleteJob.class)
                .contains(Action.CreateService.class, Action.RecreateService.class, Action.RestoreSelector.class);
    }

    private void combine(Map<String, SetView> sets, Optional<ServiceView> service) {
        for (Map<String, JobView> jobs : leftovers()) {
            for (Optional<Ledger> ledger : ledgers()) {
                Observed seen = seen(sets, service, jobs, ledger);
                for (Release want : wants) {
                    Combination combination = Combination.of(want, seen);
                    Rules.hold(combination);
                    combination.plan().actions().forEach(action -> planned.add(action.getClass()));
                    combinations++;
                }
            }
        }
    }

    /** B was never there, lost its record, or ended somehow: lately or not, left since or not, with pods or without. */
    private static List<Optional<SetView>> endings() {
        List<Optional<SetView>> all = new ArrayList<>(List.of(Optional.empty()));
        all.add(Optional.of(Choices.set(Optional.empty(), B, 2, 2, false)));
        for (Outcome outcome : Outcome.values()) {
            SetRecord ended = ended(outcome);
            all.add(Optional.of(Choices.set(Optional.of(ended), B, 2, 2, false)));
            all.add(Optional.of(Choices.set(Optional.of(ended.asLeft()), B, 0, 0, false)));
        }
        return all;
    }

    private static SetRecord ended(Outcome outcome) {
        return switch (outcome) {
            case PROMOTED, ROLLED_BACK, ROLLBACK_FAILED ->
                Choices.served(B, 2, 2).end(outcome, outcome.text(), "why", LATELY);
            case FAILED, ABORTED, SUPERSEDED ->
                Choices.before(Step.VERIFY, LONG_AGO, "UPGRADE").end(outcome, outcome.text(), "why", LATELY);
        };
    }

    private static Map<String, SetView> sets(Optional<SetView> b, Lives.Live live) {
        Map<String, SetView> sets = new HashMap<>(live.sets());
        b.ifPresent(set -> sets.put(B, set));
        return sets;
    }

    /** As it is, without its record, deleted. */
    private static List<Optional<ServiceView>> services(Lives.Live live) {
        return List.of(
                Optional.of(new ServiceView(live.record(), true)),
                Optional.of(new ServiceView(Optional.empty(), false)),
                Optional.empty());
    }

    private static List<Optional<Ledger>> ledgers() {
        List<Optional<Ledger>> all = new ArrayList<>(List.of(Optional.empty()));
        Choices.ledgers().forEach(ledger -> all.add(Optional.of(ledger)));
        return all;
    }

    /** Upgrade Jobs that no release has a use for: none, one never resumed, the same taken back, one that ended. */
    private static List<Map<String, JobView>> leftovers() {
        Optional<Verdict> none = Optional.empty();
        return List.of(
                Map.of(),
                left(true, false, none),
                left(true, true, none),
                left(false, false, Optional.of(Verdict.passed(Map.of()))));
    }

    private static Map<String, JobView> left(boolean suspended, boolean cancelled, Optional<Verdict> verdict) {
        String name = Choices.ref(Step.UPGRADE).name();
        JobView job = new JobView(
                name,
                Choices.UPGRADE_JOB,
                B + "-2",
                Step.UPGRADE,
                1,
                "B",
                "b",
                suspended,
                cancelled,
                verdict,
                verdict.map(end -> LONG_AGO),
                false);
        return Map.of(name, job);
    }

    private static Observed seen(
            Map<String, SetView> sets,
            Optional<ServiceView> service,
            Map<String, JobView> jobs,
            Optional<Ledger> ledger) {
        boolean finalizer = !jobs.isEmpty();
        return new Observed(
                service,
                Optional.empty(),
                sets,
                ledger,
                jobs,
                false,
                finalizer,
                A,
                A,
                Map.of(),
                SoakProgress.NONE,
                Set.of(),
                LONG_AGO);
    }
}
