package io.magentobluegreen.release.path;

import io.magentobluegreen.release.gate.Deadlines;
import io.magentobluegreen.release.gate.Ends;
import io.magentobluegreen.release.gate.Intents;
import io.magentobluegreen.release.gate.Turn;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.plan.Plan;
import io.magentobluegreen.release.record.Evidence;
import io.magentobluegreen.release.record.Phase;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.Answer;
import io.magentobluegreen.release.seen.SetView;
import io.magentobluegreen.release.seen.Task;
import io.magentobluegreen.release.want.Release;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Steps 8 to 10 of a release: its pages on every pod, the store's own checks, the warm-up and a person's approval. */
final class ProofGates {
    static final String CHECKS = "checks";

    private final Passage passage;
    private final Turn turn;
    private final Release want;
    private final SetView set;
    private final SetRecord record;

    ProofGates(Passage passage) {
        this.passage = passage;
        this.turn = passage.turn();
        this.want = passage.want();
        this.set = passage.set();
        this.record = passage.record();
    }

    Optional<Plan> plan() {
        return verify().or(this::checkJobs).or(this::warmUp).or(this::approval);
    }

    private Optional<Plan> verify() {
        if (record.passed(Step.VERIFY) && isVoid()) {
            SetRecord redone = record.redoing(
                    turn.now(), Step.VERIFY, Step.CHECK_JOBS, Step.WARM_UP, Step.CUTOVER_CLEAN, Step.CUTOVER_WARM);
            return Optional.of(Plan.act(
                    Phase.VERIFYING,
                    "What was verified is not what is there now; verifying again",
                    new Action.WriteRecord(set.revision(), redone)));
        }
        return passage.unless(Step.VERIFY, () -> {
            Plan waiting = Plan.await(Phase.VERIFYING, "Checking the pages of every pod of " + set.revision());
            if (!set.available() || !set.uniform()) {
                return passage.until(
                        want.verificationDeadline(),
                        Plan.await(
                                        Phase.VERIFYING,
                                        set.because("Waiting for every pod to be available before checking pages"))
                                .waking(Deadlines.LOOK),
                        "VerificationFailed",
                        set.because("Its pods did not stay available to be verified"));
            }
            return passage.ask(verification(), want.verificationDeadline(), waiting, this::verified, this::refuted);
        });
    }

    private Task task(Task.Kind kind) {
        return new Task(kind, set.revision(), passage.subject());
    }

    /** Pods that run something else are to be asked anew. */
    private Task verification() {
        return new Task(Task.Kind.VERIFY, set.revision(), passage.subject() + " " + set.imageId());
    }

    private Plan verified(Answer answer) {
        Map<String, String> facts = new TreeMap<>(answer.facts());
        facts.put(Attempt.TEMPLATE, set.template());
        facts.put(CHECKS, want.verification());
        Step next = want.checkJobs() > 0 ? Step.CHECK_JOBS : Step.WARM_UP;
        SetRecord passed = record.pass(Step.VERIFY, new Evidence(turn.now(), facts), next)
                .running(set.imageId().isEmpty() ? record.imageId() : set.imageId());
        return Plan.act(next.phase(), "Passed verify", new Action.WriteRecord(set.revision(), passed))
                .then(List.of(new Action.Announce(
                        false, "VerificationSucceeded", "Every check passed on every pod of " + record.release())));
    }

    /** The verdict is for another template or other checks; a template that is not known at the moment voids nothing. */
    private boolean isVoid() {
        boolean sameTemplate = set.template().isEmpty()
                || record.fact(Step.VERIFY, Attempt.TEMPLATE).equals(set.template());
        return !sameTemplate
                || set.imageMoved()
                || !record.fact(Step.VERIFY, CHECKS).equals(want.verification());
    }

    /** The verdict is for this template, these checks and this release, and every ready pod has that template. */
    static boolean verified(SetView set, SetRecord record, Release want) {
        return record.passed(Step.VERIFY)
                && record.fact(Step.VERIFY, Attempt.TEMPLATE).equals(set.template())
                && !set.imageMoved()
                && record.fact(Step.VERIFY, CHECKS).equals(want.verification());
    }

    /** The task itself tries again up to {@code attempts} and its deadline; a finding of it is a verdict. */
    private Plan refuted(Answer answer) {
        return Ends.failed(turn, set, "VerificationFailed", answer.message())
                .then(List.of(new Action.Forget(verification())));
    }

    private Optional<Plan> checkJobs() {
        if (want.checkJobs() == 0) {
            return Optional.empty();
        }
        return passage.unless(
                Step.CHECK_JOBS,
                () -> passage.job(Step.CHECK_JOBS, Optional.of(want.verificationDeadline()))
                        .plan(
                                Phase.VERIFYING,
                                "Waiting for the store's own check Jobs",
                                passed -> passage.pass(
                                        Step.CHECK_JOBS,
                                        passed.facts(),
                                        Step.WARM_UP,
                                        passage.tell("CheckJobsSucceeded", "the store's own checks passed")),
                                failed -> passage.fail(failed, "CheckJobFailed")));
    }

    private Optional<Plan> warmUp() {
        Step next = want.manual() ? Step.APPROVAL : Step.CUTOVER_SIZE;
        return passage.unless(
                Step.WARM_UP,
                () -> passage.ask(
                        task(Task.Kind.WARM_UP),
                        want.warmUpDeadline(),
                        Plan.await(Phase.WARMING_UP, "Warming up " + set.revision()),
                        answer -> passage.pass(
                                Step.WARM_UP, answer.facts(), next, passage.tell("WarmedUp", answer.message())),
                        answer -> Ends.failed(turn, set, "WarmUpFailed", answer.message())));
    }

    private Optional<Plan> approval() {
        if (!want.manual() || record.passed(Step.APPROVAL)) {
            return Optional.empty();
        }
        boolean given = Intents.approves(turn, record);
        return Optional.of(
                given
                        ? passage.pass(Step.APPROVAL, Map.of(), Step.CUTOVER_SIZE)
                                .then(List.of(new Action.Announce(
                                        false, "Approved", "The release " + record.release() + " was approved")))
                        : Plan.await(
                                Phase.AWAITING_APPROVAL,
                                "Waiting for approval: kubectl annotate with magento-bluegreen.io/approve="
                                        + record.release()));
    }
}
