package io.magentobluegreen.release.path;

import io.magentobluegreen.release.gate.Asking;
import io.magentobluegreen.release.gate.Deadlines;
import io.magentobluegreen.release.gate.Ends;
import io.magentobluegreen.release.gate.JobGate;
import io.magentobluegreen.release.gate.Turn;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.plan.Plan;
import io.magentobluegreen.release.record.Evidence;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.Answer;
import io.magentobluegreen.release.seen.SetView;
import io.magentobluegreen.release.seen.Task;
import io.magentobluegreen.release.seen.Verdict;
import io.magentobluegreen.release.want.Release;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** How the set of a release passes a step: by evidence on its record, written before it is acted on. */
record Passage(Turn turn, SetView set) {
    Release want() {
        return turn.want();
    }

    SetRecord record() {
        return set.record().orElseThrow();
    }

    /** A step's deadline counts from when the release came to it, whatever it stood at before. */
    Optional<Plan> unless(Step step, Supplier<Plan> otherwise) {
        if (record().passed(step)) {
            return Optional.empty();
        }
        boolean there = record().step() == step || step == Step.PREFLIGHT;
        return Optional.of(there ? otherwise.get() : arriving(step));
    }

    private Plan arriving(Step step) {
        return Plan.act(
                step.phase(),
                "Coming to " + step.text(),
                new Action.WriteRecord(set.revision(), record().at(step, turn.now())));
    }

    Plan pass(Step step, Map<String, String> facts, Step next) {
        SetRecord passed = record().pass(step, new Evidence(turn.now(), facts), next);
        return Plan.act(next.phase(), "Passed " + step.text(), new Action.WriteRecord(set.revision(), passed));
    }

    /** The same, told by an Event. */
    Plan pass(Step step, Map<String, String> facts, Step next, Action told) {
        return pass(step, facts, next).then(List.of(told));
    }

    /** What was passed, for people. */
    Action tell(String reason, String message) {
        return new Action.Announce(false, reason, record().release() + ": " + message);
    }

    Plan fail(Verdict verdict, String reason) {
        String named = verdict.reason().isEmpty() ? reason : verdict.reason();
        String message = verdict.message().isEmpty() ? "The Job left no verdict; look at its pod" : verdict.message();
        return Ends.failed(turn, set, named, message);
    }

    Plan until(Duration limit, Plan waiting, String reason, String message) {
        Instant since = record().since();
        return turn.overdue(since, limit)
                ? Ends.failed(turn, set, reason, message)
                : waiting.waking(turn.until(since, limit));
    }

    JobGate job(Step step, Optional<Duration> deadline) {
        return new JobGate(turn, set, step, set.revision(), Map.of(), deadline);
    }

    /** A task that ends at its own deadline with what it found; where no answer comes, a while later without. */
    Plan ask(Task task, Duration limit, Plan waiting, Function<Answer, Plan> passed, Function<Answer, Plan> failed) {
        Plan unanswered = until(
                limit.plus(Deadlines.GRACE), waiting, "NoAnswer", "There was no answer in time: " + waiting.message());
        return Asking.plan(turn, task, unanswered, passed, failed);
    }

    String subject() {
        return record().release() + " " + set.template() + " " + want().verification();
    }
}
