package io.magentobluegreen.release.gate;

import io.magentobluegreen.release.ledger.Ledger;
import io.magentobluegreen.release.record.JobRef;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.JobView;
import io.magentobluegreen.release.seen.Observed;
import io.magentobluegreen.release.seen.ServiceView;
import io.magentobluegreen.release.seen.SetView;
import io.magentobluegreen.release.want.Release;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/** One turn of planning: what is wanted, what is seen, and now, with the questions that every gate asks of them. */
public record Turn(Release want, Observed seen, Instant now) {
    public Ledger ledger() {
        return seen.ledger().orElseThrow();
    }

    public LiveRecord live() {
        return seen.live().orElseThrow();
    }

    public Optional<String> liveRevision() {
        return seen.live().flatMap(LiveRecord::live).map(LiveRecord.Slot::revision);
    }

    public Optional<SetView> liveSet() {
        return liveRevision().flatMap(seen::set);
    }

    /** How large a set has to be to replace live; 0 while nothing is live. */
    public int liveSize() {
        return liveSet()
                .map(SetView::replicas)
                .or(() -> seen.live().flatMap(LiveRecord::live).map(LiveRecord.Slot::size))
                .orElse(0);
    }

    /** How large a set has to be at its flip: as what serves now, of ours or not. */
    public int sizeToReplace() {
        return isAdopting() ? adoptedReady() : liveSize();
    }

    /** The Service serves what it did before it is adopted. */
    public boolean isAdopting() {
        return seen.live().filter(LiveRecord::servesAdopted).isPresent();
    }

    public int adoptedReady() {
        return seen.service().map(ServiceView::adoptedReady).orElse(0);
    }

    /** Live may be left for what the Service selected before it was adopted. */
    public boolean mayRestoreAdopted() {
        return GoingBack.toAdopted(live(), seen.ledger());
    }

    public Optional<SetRecord> liveSetRecord() {
        return liveSet().flatMap(SetView::record);
    }

    public Optional<SetView> previousSet() {
        return seen.live()
                .flatMap(LiveRecord::previous)
                .map(LiveRecord.Slot::revision)
                .flatMap(seen::set);
    }

    public boolean isLive(String revision) {
        return liveRevision().filter(revision::equals).isPresent();
    }

    /** The set whose release goes on and is not live yet: at most one by construction, the newest if a person made two. */
    public Optional<SetView> attempt() {
        return seen.sets().values().stream()
                .filter(set -> !isLive(set.revision()))
                .filter(set -> set.record().filter(r -> !r.ended()).isPresent())
                .max(Comparator.comparing(
                        set -> set.record().orElseThrow().release().number()));
    }

    /** The set that a planned going back is under way to. */
    public Optional<SetView> backTarget() {
        return seen.sets().values().stream()
                .filter(set -> !isLive(set.revision()))
                .filter(set -> set.record().filter(Turn::goesBack).isPresent())
                .max(Comparator.comparing(
                        set -> set.record().orElseThrow().release().number()));
    }

    public static boolean goesBack(SetRecord record) {
        return record.ended()
                && switch (record.step()) {
                    case BACK_SIZE, BACK_CLEAN, BACK_CHECK, BACK_FLIP -> true;
                    default -> false;
                };
    }

    /**
     * Whether {@code limit} has passed since {@code since}. Time before this process began to look is no evidence, so
     * one whole try precedes every failure by deadline.
     */
    public boolean overdue(Instant since, Duration limit) {
        Instant counted = since.isAfter(seen.attentive()) ? since : seen.attentive();
        return !now.isBefore(counted.plus(limit));
    }

    /** Until {@code limit} has passed, at least a millisecond. */
    public Duration until(Instant since, Duration limit) {
        Instant counted = since.isAfter(seen.attentive()) ? since : seen.attentive();
        Duration left = Duration.between(now, counted.plus(limit));
        return left.isNegative() || left.isZero() ? Duration.ofMillis(1) : left;
    }

    /** The highest count of promotions of any set, so that a new one stands above all. */
    public int promotions() {
        int sets = seen.sets().values().stream()
                .flatMap(set -> set.record().stream())
                .mapToInt(SetRecord::promotions)
                .max()
                .orElse(0);
        return Math.max(
                sets,
                seen.live()
                        .flatMap(LiveRecord::live)
                        .map(LiveRecord.Slot::promotions)
                        .orElse(0));
    }

    public Optional<JobView> job(JobRef ref) {
        return Optional.ofNullable(seen.jobs().get(ref.name()))
                .filter(job -> job.uid().equals(ref.uid()));
    }

    /**
     * The number of the next try of a step's Job: the one after the recorded, or that of a Job which was made for it but
     * not put on record before a crash.
     */
    int nextAttempt(SetRecord record, Step step) {
        int recorded = record.jobs().containsKey(step) ? record.jobs().get(step).attempt() : 0;
        int made = seen.jobs().values().stream()
                .filter(job -> job.release().equals(record.release().toString()) && job.step() == step)
                .mapToInt(JobView::attempt)
                .max()
                .orElse(0);
        return made > recorded ? made : recorded + 1;
    }

    /** Whether live may be left for the previous set by itself: it may serve, and the database was not touched since the flip. */
    public boolean mayGoBackByItself() {
        return GoingBack.permitted(live(), previousSet(), seen.ledger()) || mayRestoreAdopted();
    }
}
