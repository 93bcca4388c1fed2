package io.magentobluegreen.schedule.bug;

import io.magentobluegreen.cluster.Observation;
import io.magentobluegreen.release.ledger.Ledger;
import io.magentobluegreen.release.record.Ending;
import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.Answer;
import io.magentobluegreen.release.seen.JobView;
import io.magentobluegreen.release.seen.Observed;
import io.magentobluegreen.release.seen.SetView;
import io.magentobluegreen.release.seen.Task;
import io.magentobluegreen.release.seen.Verdict;
import io.magentobluegreen.release.want.Commands;
import io.magentobluegreen.schedule.world.Seams;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Bugs in what is looked at, and in what is concluded from it. */
final class SeenBugs {
    private static final Set<Step> AROUND_THE_UPGRADE = Set.of(Step.DECIDE, Step.START, Step.UPGRADE);

    private SeenBugs() {}

    static Map<String, Seams> all() {
        return Map.ofEntries(
                Map.entry("an image older than the database upgrades it", Bug.sees(SeenBugs::ownFacts)),
                Map.entry("a verdict is acted on before it is written", Bug.seesCluster(SeenBugs::written)),
                Map.entry("an upgrade that runs is not seen", Bug.seesCluster(SeenBugs::idle)),
                Map.entry("live's cache is not cleaned after an upgrade", Bug.seesCluster(SeenBugs::clean)),
                Map.entry("a failed release begins again", Bug.seesCluster(SeenBugs::left)),
                Map.entry("nobody waits for an approval", Bug.sees(seen -> wanting(seen, false, commands(seen)))),
                Map.entry(
                        "a command acts whatever number it names",
                        Bug.sees(seen -> wanting(seen, seen.want().manual(), named(seen)))),
                Map.entry("pages that are asked for have passed", passes(Task.Kind.VERIFY)),
                Map.entry("live is taken for one pod large", Bug.seesCluster(SeenBugs::small)),
                Map.entry("a set without pods is taken for ready", Bug.seesCluster(SeenBugs::ready)));
    }

    /** Around its upgrade a release sees of the database only what its own image did. */
    private static Observation ownFacts(Observation sound) {
        Optional<SetRecord> attempt = Seen.attempt(sound).filter(record -> AROUND_THE_UPGRADE.contains(record.step()));
        return attempt.map(record -> new Observation(
                        sound.want(),
                        Seen.ledger(sound.seen(), ledger -> with(ledger, own(ledger, record.image()))),
                        sound.work()))
                .orElse(sound);
    }

    private static List<Ledger.Fact> own(Ledger ledger, String image) {
        return ledger.facts().stream()
                .filter(fact -> !(fact instanceof Ledger.Fact.Touched touched)
                        || touched.image().equals(image))
                .toList();
    }

    private static Ledger with(Ledger ledger, List<Ledger.Fact> facts) {
        return new Ledger(facts, ledger.next(), ledger.rebuilt());
    }

    private static Observed idle(Observed sound) {
        return Seen.ledger(
                sound,
                ledger -> ledger.open().map(open -> ledger.takeBack(open.job())).orElse(ledger));
    }

    /** As if it were in the ledger already that an upgrade ended well. */
    private static Observed written(Observed sound) {
        return Seen.ledger(
                sound,
                ledger -> ledger.open()
                        .flatMap(open -> succeeded(sound, open.job()))
                        .map(job -> ledger.succeeded(job.uid(), job.image(), job.subject()))
                        .orElse(ledger));
    }

    private static Optional<JobView> succeeded(Observed sound, String job) {
        return sound.jobs().values().stream()
                .filter(view -> view.uid().equals(job))
                .filter(view -> view.verdict()
                        .filter(verdict -> verdict.result() == Verdict.Result.PASSED)
                        .isPresent())
                .findFirst();
    }

    private static Observed clean(Observed sound) {
        return Seen.ledger(
                sound, ledger -> ledger.uncleaned().map(ledger::cleaned).orElse(ledger));
    }

    /** As if a person had asked for something else meanwhile. */
    private static Observed left(Observed sound) {
        return Seen.records(
                sound,
                record -> record.ending()
                        .map(Ending::outcome)
                        .filter(outcome -> outcome == Outcome.FAILED)
                        .map(outcome -> record.asLeft())
                        .orElse(record));
    }

    private static Observation wanting(Observation sound, boolean manual, Commands commands) {
        return new Observation(Seen.want(sound.want(), manual, commands), sound.seen(), sound.work());
    }

    private static Commands commands(Observation sound) {
        return sound.want().commands();
    }

    private static Commands named(Observation sound) {
        Commands given = commands(sound);
        Optional<String> attempt =
                Seen.attempt(sound).map(record -> record.release().toString());
        return new Commands(
                given.abort(), given.rollback(), given.retry(), given.approve().flatMap(stale -> attempt));
    }

    private static Seams passes(Task.Kind kind) {
        return Bug.seesCluster(sound -> Seen.answers(
                sound,
                (task, answer) -> task.kind() == kind
                        ? new Answer(Answer.State.PASSED, answer.at(), "", "", answer.facts())
                        : answer));
    }

    private static Observed small(Observed sound) {
        Optional<String> live = Seen.live(sound);
        return Seen.sets(
                sound,
                set -> live.filter(set.revision()::equals).isPresent()
                        ? sized(set, Math.min(1, set.replicas()), set.record().map(record -> record.applying(1)))
                        : set);
    }

    private static Observed ready(Observed sound) {
        return Seen.sets(
                sound,
                set -> new SetView(
                        set.revision(),
                        set.record(),
                        set.replicas(),
                        true,
                        set.replicas(),
                        set.template(),
                        set.uniform(),
                        set.imageId(),
                        set.referenced()));
    }

    private static SetView sized(SetView set, int size, Optional<SetRecord> record) {
        return new SetView(
                set.revision(),
                record,
                size,
                set.available(),
                Math.min(size, set.ready()),
                set.template(),
                set.uniform(),
                set.imageId(),
                set.referenced());
    }
}
