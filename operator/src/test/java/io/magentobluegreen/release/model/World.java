package io.magentobluegreen.release.model;

import io.magentobluegreen.release.ledger.Ledger;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.Answer;
import io.magentobluegreen.release.seen.GuardView;
import io.magentobluegreen.release.seen.JobView;
import io.magentobluegreen.release.seen.Observed;
import io.magentobluegreen.release.seen.ServiceView;
import io.magentobluegreen.release.seen.SetView;
import io.magentobluegreen.release.seen.SoakProgress;
import io.magentobluegreen.release.seen.Task;
import io.magentobluegreen.release.want.Commands;
import io.magentobluegreen.release.want.Release;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Everything that decides what happens next to one store: the cluster's objects, the process's memory, the database's
 * level, and a write of a former leader that is still on its way. Instants are either {@link #NOW} or {@link #LONG_AGO}:
 * time passes by making one of them old.
 *
 * @param sleeping a write that was decided on and not yet sent; whoever writes its object first makes it a conflict
 * @param lingering revisions whose pods go on for a while after they were scaled to zero; only where two sets may overlap
 * @param legacy ready pods that an adopted Service selected before
 * @param orphans pods of upgrade Jobs that were deleted while they ran
 * @param level the schema level of the database
 * @param succeeded how often each image's upgrade has succeeded
 * @param budget how many more faults and changes of mind may happen
 */
public record World(
        Knobs knobs,
        String wanted,
        boolean paused,
        boolean terminating,
        Commands commands,
        Optional<Svc> service,
        Optional<LiveRecord> remembered,
        Map<String, Dep> sets,
        Set<String> lingering,
        int legacy,
        Optional<Ledger> ledger,
        Map<String, JobView> jobs,
        int orphans,
        boolean finalizer,
        String published,
        String preview,
        Map<Task, Answer> answers,
        SoakProgress soak,
        boolean restarted,
        boolean silent,
        Optional<Sleeping> sleeping,
        int level,
        Map<String, Integer> succeeded,
        int budget) {
    public static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    public static final Instant LONG_AGO = Instant.EPOCH;

    /** What is selected while two sets overlap: every set's pods. */
    public static final String EVERY_SET = "every set";

    /** What an adopted Service selects before it is flipped. */
    public static final String ADOPTED = "adopted";

    private static final LiveRecord FOUND =
            LiveRecord.adopting(new LiveRecord.Adopted(Map.of("app", "legacy"), "8080"));

    /** What stays the same through all worlds of a walk. */
    public record Knobs(Map<String, String> images, Map<String, Integer> levels, Spec spec, Program program) {}

    /** A write that was decided on and has not been sent. */
    public record Sleeping(Action action, boolean byGuard) {}

    /** The live Service. */
    public record Svc(Optional<LiveRecord> record, String selects) {}

    /** A set's Deployment; {@code ready} of its pods are ready endpoints. */
    public record Dep(Optional<SetRecord> record, int replicas, int ready) {
        public boolean available() {
            return replicas > 0 && ready == replicas;
        }
    }

    public World {
        sets = Collections.unmodifiableMap(new TreeMap<>(sets));
        lingering = Collections.unmodifiableSet(new TreeSet<>(lingering));
        jobs = Collections.unmodifiableMap(new TreeMap<>(jobs));
        succeeded = Collections.unmodifiableMap(new TreeMap<>(succeeded));
        answers = Map.copyOf(answers);
    }

    public static World start(Knobs knobs, String wanted, int budget) {
        return new World(
                knobs,
                wanted,
                false,
                false,
                Commands.NONE,
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Set.of(),
                knobs.spec().adopts() ? 2 : 0,
                Optional.empty(),
                Map.of(),
                0,
                false,
                "",
                "",
                Map.of(),
                SoakProgress.NONE,
                false,
                false,
                Optional.empty(),
                0,
                Map.of(),
                budget);
    }

    public Release want() {
        return knobs.spec().in(this);
    }

    public Observed seen() {
        return new Observed(
                service.map(this::view),
                recalled(),
                views(),
                ledger,
                jobs,
                upgradePods(),
                finalizer,
                published,
                preview,
                answers,
                soak,
                standing(),
                restarted ? NOW : LONG_AGO);
    }

    public GuardView guardView() {
        return new GuardView(
                service.map(this::view),
                recalled(),
                !terminating,
                views(),
                ledger,
                silent ? LONG_AGO : null,
                want().window(),
                want().rollback() != Release.RollbackPolicy.NEVER);
    }

    /** As the observer shows it: nothing of a Service that is there and does not select what was live. */
    private Optional<LiveRecord> recalled() {
        return remembered.filter(record -> service.isEmpty()
                || record.servesAdopted()
                || record.switching().isEmpty() && record.isLive(service.get().selects()));
    }

    /** As the observer shows it: one that is somebody else's with the record that it would get. */
    private ServiceView view(Svc seen) {
        boolean found = isFound(seen);
        int ready = found || seen.record().flatMap(LiveRecord::adopted).isPresent() ? legacy : 0;
        boolean others = seen.selects().equals(ADOPTED);
        return new ServiceView(
                found ? Optional.of(FOUND) : seen.record(), found || selectsRecorded(), found, ready, others);
    }

    private boolean isFound(Svc seen) {
        boolean ours = sets.values().stream()
                .flatMap(dep -> dep.record().stream())
                .anyMatch(record -> record.everPromoted() || record.promoting().isPresent());
        return knobs.spec().adopts()
                && seen.record().isEmpty()
                && seen.selects().equals(ADOPTED)
                && !ours;
    }

    private boolean selectsRecorded() {
        return service.flatMap(Svc::record)
                .map(World::selectedBy)
                .filter(recorded -> recorded.equals(service.get().selects()))
                .isPresent();
    }

    /** What the Service selects by this record. */
    public static String selectedBy(LiveRecord record) {
        if (record.servesAdopted()) {
            return ADOPTED;
        }
        return record.switching().isPresent()
                ? EVERY_SET
                : record.live().map(LiveRecord.Slot::revision).orElse("nothing");
    }

    /** Revisions of which a pod is there. */
    public Set<String> standing() {
        Set<String> standing = new TreeSet<>(lingering);
        sets.forEach((revision, dep) -> {
            if (dep.ready() > 0) {
                standing.add(revision);
            }
        });
        return standing;
    }

    public Map<String, SetView> views() {
        Map<String, SetView> views = new TreeMap<>();
        sets.forEach((revision, dep) -> views.put(revision, view(revision, dep)));
        return views;
    }

    private SetView view(String revision, Dep dep) {
        boolean referenced = dep.ready() > 0
                && service.filter(
                                s -> s.selects().equals(revision) || s.selects().equals(EVERY_SET))
                        .isPresent();
        return new SetView(
                revision,
                dep.record(),
                dep.replicas(),
                dep.available(),
                dep.ready(),
                "hash-" + revision,
                true,
                "id",
                referenced);
    }

    public boolean upgradePods() {
        return orphans > 0 || jobs.values().stream().anyMatch(World::runs);
    }

    public static boolean runs(JobView job) {
        return job.step() == Step.UPGRADE && !job.suspended() && !job.finished();
    }

    public long running() {
        return orphans + jobs.values().stream().filter(World::runs).count();
    }

    public Optional<String> liveRevision() {
        return service.flatMap(Svc::record).flatMap(LiveRecord::live).map(LiveRecord.Slot::revision);
    }

    public int levelOf(String image) {
        return knobs.levels().get(image);
    }

    public Builder with() {
        return new Builder(this);
    }
}
