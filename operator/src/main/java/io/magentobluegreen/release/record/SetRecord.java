package io.magentobluegreen.release.record;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A release's record, kept on its set's Deployment: what it has passed and how it ended. Every change of it is one
 * update of the Deployment as it was read.
 *
 * @param image the image of the set, as the spec named it
 * @param step where the release stands since {@code since}; it only times, {@code evidence} decides
 * @param jobs the current Job of each step
 * @param promoting stamped right before a flip to this set is written, removed once the flip is proven
 * @param promotions the store's count of promotions when this set was last promoted; 0: never
 * @param appliedReplicas the value of {@code web.replicas} last applied to the set; not its size
 * @param template the pod-template-hash at birth; empty until the first ReplicaSet was seen
 */
public record SetRecord(
        ReleaseName release,
        String image,
        Colour colour,
        Instant started,
        Step step,
        Instant since,
        Map<Step, Evidence> evidence,
        Map<Step, JobRef> jobs,
        Optional<Ending> ending,
        Optional<Instant> promoting,
        int promotions,
        Optional<Instant> promotedAt,
        int appliedReplicas,
        String template,
        String imageId) {
    /** The steps of a release that a Job passes; other Jobs are chores beside it. */
    private static final Set<Step> GATED_BY_JOB = Collections.unmodifiableSet(
            EnumSet.of(Step.PREFLIGHT, Step.UPGRADE, Step.CLEAN, Step.REINDEX, Step.CHECK_JOBS, Step.CUTOVER_CLEAN));

    public SetRecord {
        evidence = copy(evidence);
        jobs = copy(jobs);
    }

    /** The record of an attempt that begins now. */
    public static SetRecord begin(ReleaseName release, String image, Colour colour, int appliedReplicas, Instant now) {
        Draft draft = new Draft();
        draft.release = release;
        draft.image = image;
        draft.colour = colour;
        draft.started = now;
        draft.step = Step.PREPARE;
        draft.since = now;
        draft.appliedReplicas = appliedReplicas;
        return draft.record();
    }

    /** A further attempt of the same set: what it was promoted and sized for stays, all evidence goes. */
    public SetRecord again(ReleaseName next, Step first, Instant now) {
        return anew(next, first, now).with(draft -> {
            draft.ending = Optional.empty();
            draft.promoting = Optional.empty();
        });
    }

    /**
     * The record of a going back to this set: how it ended stays, evidence goes, and Jobs stay only as numbers that are
     * used up.
     */
    public SetRecord goingBack(ReleaseName next, Instant now) {
        return anew(next, Step.BACK_SIZE, now).with(draft -> {
            if (next.equals(release)) {
                jobs.forEach((of, job) -> draft.jobs.put(of, job.usedUp()));
            }
        });
    }

    private SetRecord anew(ReleaseName next, Step first, Instant now) {
        return with(draft -> {
            draft.release = next;
            draft.started = now;
            draft.step = first;
            draft.since = now;
            draft.evidence.clear();
            draft.jobs.clear();
        });
    }

    /** The evidence of these steps no longer counts, nor do their Jobs; the release stands at the first of them. */
    public SetRecord redoing(Instant now, Step... steps) {
        return with(draft -> {
            draft.step = steps[0];
            draft.since = now;
            for (Step each : steps) {
                draft.evidence.remove(each);
                draft.jobs.computeIfPresent(each, (of, job) -> job.usedUp());
            }
        });
    }

    public boolean passed(Step asked) {
        return evidence.containsKey(asked);
    }

    public boolean ended() {
        return ending.isPresent();
    }

    public Optional<Outcome> outcome() {
        return ending.map(Ending::outcome);
    }

    public boolean everPromoted() {
        return promotions > 0;
    }

    /** Whether the record says that the Service was given to it, or is about to be; also where it was left before it was proven. */
    public boolean everFlippedTo() {
        return everPromoted()
                || promoting().isPresent()
                || outcome().filter(Outcome::wasSelected).isPresent();
    }

    public String fact(Step of, String name) {
        return evidence.containsKey(of) ? evidence.get(of).fact(name) : "";
    }

    public SetRecord at(Step next, Instant now) {
        return next == step
                ? this
                : with(draft -> {
                    draft.step = next;
                    draft.since = now;
                });
    }

    /** Passed: the evidence, and from now on the time of the next step. */
    public SetRecord pass(Step done, Evidence proof, Step next) {
        return with(draft -> {
            draft.evidence.put(done, proof);
            draft.step = next;
            draft.since = proof.at();
        });
    }

    /** Evidence of a chore, which does not move the release on. */
    public SetRecord noting(Step done, Evidence proof) {
        return with(draft -> draft.evidence.put(done, proof));
    }

    public SetRecord withJob(Step of, JobRef job) {
        return with(draft -> draft.jobs.put(of, job));
    }

    /** The same; a gate's time begins with its first Job, whatever was waited for before. */
    public SetRecord withJob(Step of, JobRef job, Instant now) {
        boolean begins = !ended() && GATED_BY_JOB.contains(of) && !jobs.containsKey(of);
        SetRecord known = withJob(of, job);
        return begins ? known.at(of, now).timed(now) : known;
    }

    /** The time of its step begins now. */
    public SetRecord timed(Instant now) {
        return with(draft -> draft.since = now);
    }

    public SetRecord end(Outcome outcome, String reason, String message, Instant now) {
        return with(draft -> draft.ending = Optional.of(new Ending(outcome, reason, message, now, false)));
    }

    public SetRecord asLeft() {
        return with(draft -> draft.ending = ending.map(Ending::asLeft));
    }

    public SetRecord stamped(Optional<Instant> stamp) {
        return with(draft -> draft.promoting = stamp);
    }

    /** Proven to serve: the count and time of the promotion, the stamp off. */
    public SetRecord promoted(int count, Instant now) {
        return with(draft -> {
            draft.promoting = Optional.empty();
            draft.promotions = count;
            draft.promotedAt = Optional.of(now);
        });
    }

    /** What was there before it has the traffic back: it counts as never promoted, so that no repair makes it live. */
    public SetRecord demoted() {
        return with(draft -> {
            draft.promotions = 0;
            draft.promotedAt = Optional.empty();
            draft.promoting = Optional.empty();
        });
    }

    public SetRecord applying(int replicas) {
        return with(draft -> draft.appliedReplicas = replicas);
    }

    /** What its pods run while they are verified. */
    public SetRecord running(String id) {
        return born(template, id);
    }

    public SetRecord born(String hash, String id) {
        return with(draft -> {
            draft.template = hash;
            draft.imageId = id;
        });
    }

    private SetRecord with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.record();
    }

    private static <V> Map<Step, V> copy(Map<Step, V> from) {
        Map<Step, V> to = new EnumMap<>(Step.class);
        to.putAll(from);
        return Collections.unmodifiableMap(to);
    }

    /** A record in the making, so that a change names only what it changes. */
    private static final class Draft {
        private ReleaseName release;
        private String image;
        private Colour colour;
        private Instant started;
        private Step step;
        private Instant since;
        private final Map<Step, Evidence> evidence = new EnumMap<>(Step.class);
        private final Map<Step, JobRef> jobs = new EnumMap<>(Step.class);
        private Optional<Ending> ending = Optional.empty();
        private Optional<Instant> promoting = Optional.empty();
        private int promotions;
        private Optional<Instant> promotedAt = Optional.empty();
        private int appliedReplicas;
        private String template = "";
        private String imageId = "";

        Draft() {}

        Draft(SetRecord from) {
            release = from.release;
            image = from.image;
            colour = from.colour;
            started = from.started;
            step = from.step;
            since = from.since;
            evidence.putAll(from.evidence);
            jobs.putAll(from.jobs);
            ending = from.ending;
            promoting = from.promoting;
            promotions = from.promotions;
            promotedAt = from.promotedAt;
            appliedReplicas = from.appliedReplicas;
            template = from.template;
            imageId = from.imageId;
        }

        SetRecord record() {
            return new SetRecord(
                    release,
                    image,
                    colour,
                    started,
                    step,
                    since,
                    evidence,
                    jobs,
                    ending,
                    promoting,
                    promotions,
                    promotedAt,
                    appliedReplicas,
                    template,
                    imageId);
        }
    }
}
