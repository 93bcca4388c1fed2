package io.magentobluegreen.release.model;

import io.magentobluegreen.release.gate.Turn;
import io.magentobluegreen.release.record.Ending;
import io.magentobluegreen.release.record.Evidence;
import io.magentobluegreen.release.record.JobRef;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.Answer;
import io.magentobluegreen.release.seen.JobView;
import io.magentobluegreen.release.seen.SoakProgress;
import io.magentobluegreen.release.seen.Task;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Takes out of a world what no decision depends on, so that worlds which behave alike are one. */
public final class Canonical {
    /** The steps that a deadline ends, or that are overdue at one. */
    private static final Set<Step> TIMED = EnumSet.of(
            Step.PREPARE,
            Step.PREFLIGHT,
            Step.START,
            Step.UPGRADE,
            Step.CLEAN,
            Step.REINDEX,
            Step.VERIFY,
            Step.CHECK_JOBS,
            Step.WARM_UP,
            Step.CUTOVER_SIZE,
            Step.CUTOVER_CLEAN,
            Step.CUTOVER_WARM,
            Step.FLIP);

    /** The steps that are done again although they were passed, or whose Job says more than its verdict. */
    private static final Set<Step> REPEATED =
            EnumSet.of(Step.UPGRADE, Step.CLEAN_LIVE, Step.CHECK_JOBS, Step.CUTOVER_CLEAN, Step.BACK_CLEAN, Step.PURGE);

    private Canonical() {}

    /** Times that are never asked again are made old. */
    public static SetRecord record(SetRecord record) {
        Map<Step, Evidence> evidence = new EnumMap<>(Step.class);
        record.evidence()
                .forEach((step, proof) -> evidence.put(
                        step, step == Step.CUTOVER_CLEAN ? proof : new Evidence(World.LONG_AGO, facts(proof))));
        boolean goesBack = record.step().phase() == Step.BACK_SIZE.phase();
        boolean leaving = record.outcome()
                .filter(outcome -> outcome == Outcome.ROLLED_BACK)
                .isPresent();
        boolean timed = !record.ended() && TIMED.contains(record.step()) || record.ended() && goesBack;
        Instant since = timed ? record.since() : World.LONG_AGO;
        return new SetRecord(
                record.release(),
                record.image(),
                record.colour(),
                goesBack ? record.started() : World.LONG_AGO,
                record.step(),
                since,
                evidence,
                jobs(record),
                record.ending().map(ending -> old(ending, leaving)),
                record.promoting().map(at -> World.LONG_AGO),
                record.promotions(),
                record.promotedAt().map(at -> record.ended() ? World.LONG_AGO : at),
                record.appliedReplicas(),
                record.template(),
                record.imageId());
    }

    private static Map<String, String> facts(Evidence proof) {
        Map<String, String> facts = new TreeMap<>(proof.facts());
        facts.remove("why");
        return facts;
    }

    /** Of a step that is passed and never done again under the same release, not even the Job's number matters. */
    private static Map<Step, JobRef> jobs(SetRecord record) {
        Map<Step, JobRef> jobs = new EnumMap<>(Step.class);
        record.jobs().forEach((step, ref) -> {
            if (REPEATED.contains(step) || !record.passed(step)) {
                jobs.put(step, ref);
            }
        });
        return jobs;
    }

    private static Ending old(Ending ending, boolean leaving) {
        Instant at = leaving ? ending.at() : World.LONG_AGO;
        return new Ending(ending.outcome(), ending.reason(), "Why it ended", at, ending.left());
    }

    /** Answers that no plan asks for any more, and those that are forgotten before they are read. */
    static void answers(Map<Task, Answer> answers, Map<String, World.Dep> sets, Optional<LiveRecord> live) {
        answers.entrySet().removeIf(entry -> !matters(entry.getKey(), entry.getValue(), sets, live));
    }

    private static boolean matters(Task task, Answer answer, Map<String, World.Dep> sets, Optional<LiveRecord> live) {
        Optional<SetRecord> record =
                Optional.ofNullable(sets.get(task.revision())).flatMap(World.Dep::record);
        return record.filter(known -> switch (task.kind()) {
                    case VERIFY -> waitsFor(known, Step.VERIFY, task);
                    case WARM_UP -> waitsFor(known, Step.WARM_UP, task);
                    case REWARM -> waitsFor(known, Step.CUTOVER_WARM, task);
                    case PROVE ->
                        known.promoting().isPresent()
                                && live.filter(l -> task.subject().equals("epoch " + l.epoch()))
                                        .isPresent();
                    case ROUND -> roundMatters(known, task, answer, sets, live);
                })
                .isPresent();
    }

    private static boolean waitsFor(SetRecord record, Step step, Task task) {
        return !record.ended() && !record.passed(step) && task.subject().startsWith(record.release() + " ");
    }

    private static boolean roundMatters(
            SetRecord record, Task task, Answer answer, Map<String, World.Dep> sets, Optional<LiveRecord> live) {
        if (task.subject().startsWith("soak ")) {
            return answer.state() == Answer.State.RUNNING && !record.ended();
        }
        if (task.subject().startsWith("compare ") || task.subject().startsWith("again ")) {
            return soaks(sets, live);
        }
        return Turn.goesBack(record)
                && !record.passed(Step.BACK_CHECK)
                && task.subject().startsWith(record.release() + " ");
    }

    /** Rounds are counted for the release that soaks, and for no other. */
    static SoakProgress soak(SoakProgress soak, Map<String, World.Dep> sets, Optional<LiveRecord> live) {
        return soaks(sets, live) ? soak : SoakProgress.NONE;
    }

    private static boolean soaks(Map<String, World.Dep> sets, Optional<LiveRecord> live) {
        return live.flatMap(LiveRecord::live)
                .map(slot -> sets.get(slot.revision()))
                .flatMap(World.Dep::record)
                .filter(record -> !record.ended())
                .isPresent();
    }

    /** Finished Jobs whose verdict is on record already, or can be no more. */
    public static void jobs(Map<String, JobView> jobs, Map<String, World.Dep> sets) {
        Set<String> current = new HashSet<>();
        sets.values().stream()
                .flatMap(dep -> dep.record().stream())
                .forEach(record -> record.jobs().forEach((step, ref) -> {
                    if (!record.passed(step)) {
                        current.add(ref.uid());
                    }
                }));
        jobs.values().removeIf(job -> job.finished() && job.owned() && !current.contains(job.uid()));
    }
}
