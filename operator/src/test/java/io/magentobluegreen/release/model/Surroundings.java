package io.magentobluegreen.release.model;

import io.magentobluegreen.release.record.Ending;
import io.magentobluegreen.release.record.Evidence;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.Answer;
import io.magentobluegreen.release.seen.JobView;
import io.magentobluegreen.release.seen.SoakProgress;
import io.magentobluegreen.release.seen.Task;
import io.magentobluegreen.release.seen.Verdict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What happens by itself: pods get ready, Jobs end one way or another, checks answer, time passes. */
public final class Surroundings {
    private final World world;
    private final List<World> next = new ArrayList<>();

    private Surroundings(World world) {
        this.world = world;
    }

    public static List<World> of(World world) {
        Surroundings all = new Surroundings(world);
        all.pods();
        all.jobs();
        all.answers();
        all.time();
        all.goes();
        return all.next;
    }

    private void then(Consumer<Builder> change) {
        Builder builder = world.with();
        change.accept(builder);
        next.add(builder.build());
    }

    /** A resource that terminates goes when nothing holds it, its objects with it, and is made anew by the same name. */
    private void goes() {
        if (world.terminating() && !world.finalizer()) {
            Promises.finalizerGoesOnlyWithoutUpgrade(world);
            then(Builder::anew);
        }
    }

    private void pods() {
        if (world.knobs().spec().adopts() && world.legacy() == 0) {
            then(b -> b.legacy = 2);
        }
        world.lingering().forEach(revision -> then(b -> b.lingering.remove(revision)));
        world.sets().forEach((revision, dep) -> {
            if (dep.ready() < dep.replicas()) {
                // Readiness changes the status of a Deployment, not what its writers look at: no conflict.
                then(b -> {
                    b.sets.put(revision, new World.Dep(dep.record(), dep.replicas(), dep.replicas()));
                    b.silent = b.silent
                            && world.liveRevision().filter(revision::equals).isEmpty();
                });
            }
        });
    }

    private void jobs() {
        world.jobs().values().stream()
                .filter(job -> !job.finished() && !job.suspended())
                .forEach(this::end);
        if (world.orphans() > 0) {
            then(b -> b.orphans--);
        }
    }

    private void end(JobView job) {
        if (job.step() == Step.UPGRADE) {
            int mine = world.levelOf(job.image());
            then(b -> {
                finish(b, job, Verdict.passed(Map.of()));
                b.level = mine;
                b.succeeded.merge(job.image(), 1, Integer::sum);
            });
            then(b -> {
                finish(b, job, failed());
                b.level = Math.max(b.level, mine);
            });
            if (job.attempt() == 1) {
                then(b -> finish(b, job, new Verdict(Verdict.Result.HELD, "LockHeld", "held", Map.of())));
            }
            return;
        }
        then(b -> finish(b, job, Verdict.passed(job.step() == Step.PREFLIGHT ? preflight(job) : Map.of())));
        if (job.step() != Step.CLEAN_LIVE) {
            then(b -> finish(b, job, failed()));
        }
    }

    public static Verdict failed() {
        return new Verdict(Verdict.Result.FAILED, "Broken", "broken", Map.of());
    }

    /** The truth about the database, as preflight would find it. */
    private Map<String, String> preflight(JobView job) {
        int mine = world.levelOf(job.image());
        Map<String, String> facts = new TreeMap<>();
        facts.put("database", mine == world.level() ? "0" : "2");
        facts.put("config", "0");
        facts.put("setupDigest", "digest-" + mine);
        facts.put("varnish", Boolean.toString(world.want().purges()));
        if (mine < world.level()) {
            facts.put("databaseNewer", "a patch");
        }
        return facts;
    }

    public static void finish(Builder b, JobView job, Verdict verdict) {
        b.job(Jobs.with(job, job.suspended(), Optional.of(verdict), Optional.of(World.LONG_AGO), job.owned()));
    }

    private void answers() {
        world.answers().forEach((task, answer) -> {
            if (answer.state() == Answer.State.RUNNING) {
                then(b -> answer(b, task, true));
                then(b -> answer(b, task, false));
            }
        });
    }

    public static void answer(Builder b, Task task, boolean passes) {
        boolean soaks = task.subject().startsWith("soak ");
        if (soaks) {
            SoakProgress old = b.soak;
            b.soak = new SoakProgress(
                    old.since() == null ? World.NOW : old.since(),
                    World.LONG_AGO,
                    passes ? 0 : 1,
                    passes ? "" : "page",
                    passes ? "" : "page fails");
        }
        Answer.State state = passes ? Answer.State.PASSED : Answer.State.FAILED;
        b.answers.put(
                task, new Answer(state, World.LONG_AGO, passes ? "" : "page", passes ? "" : "page fails", Map.of()));
    }

    private void time() {
        if (world.restarted()) {
            then(b -> b.restarted = false);
        }
        if (world.soak().since() != null && world.soak().since().equals(World.NOW)) {
            then(Surroundings::passSoak);
        }
        world.service()
                .flatMap(World.Svc::record)
                .filter(record -> World.NOW.equals(record.cutoverAt()))
                .ifPresent(record -> then(Surroundings::passWindow));
        world.service()
                .flatMap(World.Svc::record)
                .flatMap(LiveRecord::switching)
                .filter(under -> under.until().isAfter(World.NOW))
                .ifPresent(under -> then(Surroundings::passOverlap));
        world.sets()
                .forEach((revision, dep) -> dep.record()
                        .map(Surroundings::aged)
                        .filter(aged -> !aged.equals(dep.record().get()))
                        .ifPresent(aged -> then(b ->
                                b.sets.put(revision, new World.Dep(Optional.of(aged), dep.replicas(), dep.ready())))));
        silence();
    }

    /** The whole duration of the soak passes. */
    public static void passSoak(Builder b) {
        b.soak = new SoakProgress(
                World.LONG_AGO, b.soak.lastAt(), b.soak.failures(), b.soak.failedCheck(), b.soak.message());
    }

    /** The window of the previous set passes, and the deadline of a proof. */
    public static void passWindow(Builder b) {
        World.Svc service = b.service.orElseThrow();
        b.service = Optional.of(new World.Svc(service.record().map(Surroundings::aged), service.selects()));
    }

    /** The time of an overlap is over. */
    public static void passOverlap(Builder b) {
        World.Svc service = b.service.orElseThrow();
        b.service = Optional.of(new World.Svc(service.record().map(Surroundings::overdue), service.selects()));
    }

    private static LiveRecord overdue(LiveRecord record) {
        return new LiveRecord(
                record.live(),
                record.previous(),
                record.cutoverAt(),
                record.epoch(),
                record.database(),
                record.lost(),
                record.switching().map(under -> new LiveRecord.Switch(under.to(), World.LONG_AGO)),
                record.adopted());
    }

    private void silence() {
        boolean nothingReady = world.liveRevision()
                .map(world.sets()::get)
                .filter(dep -> dep.ready() == 0)
                .isPresent();
        if (nothingReady && !world.silent()) {
            then(b -> b.silent = true);
        }
    }

    private static LiveRecord aged(LiveRecord record) {
        return new LiveRecord(
                record.live(),
                record.previous(),
                World.LONG_AGO,
                record.epoch(),
                record.database(),
                record.lost(),
                record.switching(),
                record.adopted());
    }

    private static SetRecord aged(SetRecord record) {
        Map<Step, Evidence> evidence = new EnumMap<>(Step.class);
        boolean cleanedOnce = record.jobs().containsKey(Step.CUTOVER_CLEAN)
                && record.jobs().get(Step.CUTOVER_CLEAN).attempt() == 1;
        record.evidence()
                .forEach((step, proof) ->
                        evidence.put(step, cleanedOnce ? new Evidence(World.LONG_AGO, proof.facts()) : proof));
        return Canonical.record(new SetRecord(
                record.release(),
                record.image(),
                record.colour(),
                World.LONG_AGO,
                record.step(),
                World.LONG_AGO,
                evidence,
                record.jobs(),
                record.ending().map(Surroundings::aged),
                record.promoting(),
                record.promotions(),
                record.promotedAt().map(at -> World.LONG_AGO),
                record.appliedReplicas(),
                record.template(),
                record.imageId()));
    }

    private static Ending aged(Ending ending) {
        return new Ending(ending.outcome(), ending.reason(), ending.message(), World.LONG_AGO, ending.left());
    }
}
