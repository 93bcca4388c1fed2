package io.magentobluegreen.schedule.bug;

import io.magentobluegreen.cluster.Observation;
import io.magentobluegreen.release.ledger.Ledger;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.seen.Answer;
import io.magentobluegreen.release.seen.JobView;
import io.magentobluegreen.release.seen.Observed;
import io.magentobluegreen.release.seen.SetView;
import io.magentobluegreen.release.seen.Task;
import io.magentobluegreen.release.want.Commands;
import io.magentobluegreen.release.want.Release;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** What is seen, with one thing in it that is something else. */
final class Seen {
    private Seen() {}

    static Observed jobs(Observed seen, Map<String, JobView> jobs) {
        return new Observed(
                seen.service(),
                seen.remembered(),
                seen.sets(),
                seen.ledger(),
                jobs,
                seen.upgradePods(),
                seen.finalizer(),
                seen.published(),
                seen.preview(),
                seen.answers(),
                seen.soak(),
                seen.standing(),
                seen.attentive());
    }

    static Observed ledger(Observed seen, UnaryOperator<Ledger> other) {
        return with(seen, seen.sets(), seen.ledger().map(other), seen.answers());
    }

    static Observed sets(Observed seen, UnaryOperator<SetView> other) {
        return with(seen, mapped(seen.sets(), (revision, set) -> other.apply(set)), seen.ledger(), seen.answers());
    }

    static Observed records(Observed seen, UnaryOperator<SetRecord> other) {
        return sets(
                seen,
                set -> new SetView(
                        set.revision(),
                        set.record().map(other),
                        set.replicas(),
                        set.available(),
                        set.ready(),
                        set.template(),
                        set.uniform(),
                        set.imageId(),
                        set.referenced(),
                        set.trouble()));
    }

    static Observed answers(Observed seen, BiFunction<Task, Answer, Answer> other) {
        return with(seen, seen.sets(), seen.ledger(), mapped(seen.answers(), other));
    }

    private static <K, V> Map<K, V> mapped(Map<K, V> map, BiFunction<K, V, V> other) {
        return map.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> other.apply(entry.getKey(), entry.getValue())));
    }

    private static Observed with(
            Observed seen, Map<String, SetView> sets, Optional<Ledger> ledger, Map<Task, Answer> answers) {
        return new Observed(
                seen.service(),
                seen.remembered(),
                sets,
                ledger,
                seen.jobs(),
                seen.upgradePods(),
                seen.finalizer(),
                seen.published(),
                seen.preview(),
                answers,
                seen.soak(),
                seen.standing(),
                seen.attentive());
    }

    /** What a person wants, without asking for an approval, or with another command. */
    static Release want(Release want, boolean manual, Commands commands) {
        return new Release(
                want.revision(),
                want.image(),
                want.paused(),
                want.terminating(),
                want.problem(),
                commands,
                want.replicas(),
                want.upgrade(),
                want.verification(),
                want.checkJobs(),
                want.verificationDeadline(),
                want.warmUpDeadline(),
                want.cutoverDeadline(),
                manual,
                want.soak(),
                want.rollback(),
                want.window(),
                want.retain(),
                want.purges(),
                want.overlap(),
                want.adopts());
    }

    static Optional<String> live(Observed seen) {
        return seen.live().flatMap(LiveRecord::live).map(LiveRecord.Slot::revision);
    }

    /** The release under way that is not live yet. */
    static Optional<SetRecord> attempt(Map<String, SetView> sets, Optional<String> live) {
        return sets.values().stream()
                .flatMap(set -> set.record().stream())
                .filter(record -> !record.ended())
                .filter(record -> !Optional.of(record.release().revision()).equals(live))
                .findFirst();
    }

    static Optional<SetRecord> attempt(Observation seen) {
        return attempt(seen.seen().sets(), live(seen.seen()));
    }
}
