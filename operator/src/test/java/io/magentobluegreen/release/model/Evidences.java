package io.magentobluegreen.release.model;

import io.magentobluegreen.release.ledger.Ledger;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.record.Ending;
import io.magentobluegreen.release.record.JobRef;
import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.record.ReleaseName;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.Answer;
import io.magentobluegreen.release.seen.JobView;
import io.magentobluegreen.release.seen.Task;
import io.magentobluegreen.release.seen.Verdict;
import io.magentobluegreen.release.want.Commands;
import java.util.Optional;

/** The promises about what may be put on a set's record: only what is shown, and by whom it was asked for. */
final class Evidences {
    private Evidences() {}

    static void hold(World before, Action action) {
        if (action instanceof Action.WriteRecord write) {
            writes(before, write.revision(), write.record());
        } else if (action instanceof Action.MakeSet made
                && !before.sets().containsKey(made.record().release().revision())) {
            begins(before, Optional.empty(), made.record());
        }
    }

    private static void writes(World world, String revision, SetRecord next) {
        Optional<SetRecord> before = world.sets().get(revision).record();
        if (before.isEmpty() || !before.get().release().equals(next.release())) {
            begins(world, before, next);
            return;
        }
        next.evidence().keySet().stream()
                .filter(step -> !before.get().passed(step))
                .forEach(step -> passes(world, before.get(), next, step));
        next.ending().filter(ending -> before.get().ending().isEmpty()).ifPresent(ending -> ends(world, next, ending));
    }

    /** 6. Numbers are taken before they are used, and used once; 3. what failed begins again when a person says so. */
    private static void begins(World world, Optional<SetRecord> before, SetRecord next) {
        if (before.isEmpty() && next.ended()) {
            return; // a record that was stripped is restored
        }
        int number = next.release().number();
        Promises.check(
                world.ledger().filter(ledger -> number < ledger.next()).isPresent(),
                "6: a release number is used that was not taken");
        boolean used = world.sets().values().stream()
                .flatMap(dep -> dep.record().stream())
                .anyMatch(record ->
                        record.release().number() == number && !record.release().equals(next.release()));
        Promises.check(!used, "6: a release number is used twice");
        boolean waits = before.flatMap(SetRecord::ending)
                .filter(ending -> ending.outcome().waitsForRetry() && !ending.left())
                .isPresent();
        boolean retried = world.commands()
                .retry()
                .flatMap(ReleaseName::parse)
                .filter(named -> named.revision().equals(next.release().revision()))
                .filter(named -> named.number() <= number
                        && named.number()
                                > before.map(old -> old.release().number()).orElse(0))
                .isPresent();
        Promises.check(!waits || retried || next.ended(), "3, 6: a failed release begins again by itself");
    }

    private static boolean names(Optional<String> command, SetRecord record) {
        return command.map(String::strip)
                .filter(record.release().toString()::equals)
                .isPresent();
    }

    /** 4. The step's Job or task shows it, or the person whose word it is has given it. */
    private static void passes(World world, SetRecord before, SetRecord next, Step step) {
        boolean shown =
                switch (step) {
                    case PREFLIGHT, CLEAN, REINDEX, CHECK_JOBS, CUTOVER_CLEAN -> jobPassed(world, before, step);
                    case UPGRADE -> upgradeSucceeded(world, before);
                    case VERIFY -> answered(world, before, Task.Kind.VERIFY);
                    case WARM_UP -> answered(world, before, Task.Kind.WARM_UP);
                    case CUTOVER_WARM -> answered(world, before, Task.Kind.REWARM);
                    case BACK_CHECK -> answered(world, before, Task.Kind.ROUND);
                    case APPROVAL -> names(world.commands().approve(), before);
                    case START -> world.sets().get(next.release().revision()).available();
                    case SOAK -> watched(world);
                    case PREPARE, DECIDE, CLEAN_LIVE, CUTOVER_SIZE, FLIP, PUBLISH, PURGE, RETAIN -> true;
                    case BACK_SIZE, BACK_CLEAN, BACK_FLIP -> true;
                };
        Promises.check(shown, "4: " + step + " counts as passed without its evidence");
    }

    private static boolean jobPassed(World world, SetRecord record, Step step) {
        return Optional.ofNullable(record.jobs().get(step))
                .map(JobRef::name)
                .map(world.jobs()::get)
                .flatMap(JobView::verdict)
                .filter(verdict -> verdict.result() == Verdict.Result.PASSED)
                .isPresent();
    }

    private static boolean upgradeSucceeded(World world, SetRecord record) {
        JobRef ref = record.jobs().get(Step.UPGRADE);
        return ref != null
                && world.ledger()
                        .flatMap(ledger -> ledger.verdict(ref.uid()))
                        .filter(Ledger.SUCCEEDED::equals)
                        .isPresent();
    }

    private static boolean answered(World world, SetRecord record, Task.Kind kind) {
        return world.answers().entrySet().stream()
                .anyMatch(entry -> entry.getKey().kind() == kind
                        && entry.getKey().revision().equals(record.release().revision())
                        && entry.getValue().state() == Answer.State.PASSED);
    }

    /** The whole duration was watched by this process, and the last round passed. */
    private static boolean watched(World world) {
        return world.want().soak().duration().isZero()
                || World.LONG_AGO.equals(world.soak().since()) && world.soak().failures() == 0;
    }

    private static void ends(World world, SetRecord record, Ending ending) {
        Commands commands = world.commands();
        Promises.check(
                ending.outcome() != Outcome.ABORTED || names(commands.abort(), record),
                "6: a command acted on a release that it does not name");
        boolean byCommand =
                ending.outcome() == Outcome.ROLLED_BACK && ending.reason().equals("RollbackRequested");
        Promises.check(
                !byCommand || names(commands.rollback(), record) || names(commands.abort(), record),
                "6: a command acted on a release that it does not name");
        boolean late =
                ending.reason().endsWith("DeadlineExceeded") || ending.reason().equals("NoAnswer");
        Promises.check(!late || !world.restarted(), "4: time away was taken for evidence");
    }

    /** 4. A Job that ended before it was put on record shows nothing of this try. */
    static void takes(World world, Action.RunJob run, JobView known) {
        boolean recorded = world.sets().get(run.on()).record().stream()
                .flatMap(record -> record.jobs().values().stream())
                .anyMatch(ref -> ref.name().equals(known.name()));
        Promises.check(!recorded, "4: a try's number is used twice");
    }
}
