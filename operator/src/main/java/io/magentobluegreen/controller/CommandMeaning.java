package io.magentobluegreen.controller;

import io.magentobluegreen.release.gate.Intents;
import io.magentobluegreen.release.gate.Turn;
import io.magentobluegreen.release.record.Ending;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.record.ReleaseName;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.Observed;
import io.magentobluegreen.release.seen.SetView;
import io.magentobluegreen.release.want.Release;
import java.time.Instant;
import java.util.Optional;

/**
 * What one value of a command annotation means now, by the planner's rules. The cluster may be seen only after a command
 * has acted, so what it has done counts as its being current.
 */
record CommandMeaning(Release want, Observed seen, String value) {
    /** The reason on the ending of a release that was left because a person asked for it. */
    private static final String ASKED = "RollbackRequested";

    boolean isCurrent(StandingCommand command) {
        return switch (command) {
            case ABORT ->
                attempt().filter(this::isNamed).isPresent() || leavesSoak() || ended(Outcome.ABORTED) || left();
            case ROLLBACK ->
                live().filter(this::isNamed).filter(record -> mayLeave()).isPresent()
                        || left()
                        || again().filter(value::equals).isPresent()
                        || leftAgain();
            case RETRY -> retries();
            case APPROVE ->
                want.manual() && attempt().filter(this::isNamed).isPresent()
                        || named().filter(record -> record.passed(Step.APPROVAL))
                                .isPresent();
        };
    }

    /** What the command would have to name, or why nothing. */
    String current(StandingCommand command) {
        return switch (command) {
            case ABORT ->
                attempt()
                        .or(() -> live().filter(record -> !record.ended() && hasWayBack()))
                        .map(record -> "the release to abort is " + record.release())
                        .orElse("no release is under way that could be aborted");
            case ROLLBACK ->
                again().map(name -> "going back has failed; to go back once more it has to name " + name)
                        .or(() -> live().filter(record -> mayLeave())
                                .map(record -> "the live release is " + record.release()))
                        .orElse("live has no release before it to go back to");
            case RETRY ->
                next().filter(name -> waitsForRetry())
                        .map(name -> "the next attempt is " + name)
                        .orElse("no release waits for a retry");
            case APPROVE ->
                attempt()
                        .filter(record -> want.manual() && !record.passed(Step.APPROVAL))
                        .map(record -> "the release to approve is " + record.release())
                        .orElse("no release waits for an approval");
        };
    }

    private boolean leavesSoak() {
        return live().filter(this::isNamed)
                .filter(record -> !record.ended() && hasWayBack())
                .isPresent();
    }

    private boolean mayLeave() {
        boolean serves = live().flatMap(SetRecord::outcome)
                .map(outcome -> outcome == Outcome.PROMOTED)
                .orElse(true);
        return serves && hasWayBack();
    }

    private boolean hasWayBack() {
        StatusScene scene = new StatusScene(0L, want, seen, null, Optional.empty(), Instant.EPOCH);
        return new StatusRollback(scene).way().isOpen();
    }

    /** It named the live release and has acted on it. */
    private boolean left() {
        return named().flatMap(SetRecord::ending)
                .filter(ending -> ending.reason().equals(ASKED))
                .isPresent();
    }

    /** What a rollback has to name where one has failed. */
    private Optional<String> again() {
        Optional<SetRecord> failed = live().filter(record ->
                record.outcome().filter(Outcome.ROLLBACK_FAILED::equals).isPresent());
        return failed.filter(record -> hasWayBack())
                .flatMap(record -> Intents.again(new Turn(want, seen, Instant.EPOCH), record));
    }

    /** It named what {@link #again} was, and live was left for it once more. */
    private boolean leftAgain() {
        return seen.sets().values().stream()
                .flatMap(set -> set.record().stream())
                .filter(record -> value.startsWith(record.release() + "/"))
                .anyMatch(record -> record.ending()
                        .filter(ending -> ending.reason().equals(ASKED))
                        .isPresent());
    }

    private boolean ended(Outcome outcome) {
        return named().flatMap(SetRecord::outcome).filter(outcome::equals).isPresent();
    }

    /** The next attempt of the wanted revision while it waits for one, or the attempt that it has begun. */
    private boolean retries() {
        Optional<ReleaseName> name = ReleaseName.parse(value).filter(named -> want.wants(named.revision()));
        boolean began = named().isPresent();
        return name.isPresent() && (began || waitsForRetry() && name.equals(next()));
    }

    private boolean waitsForRetry() {
        boolean isLive = want.revision()
                .flatMap(wanted -> seen.live().filter(live -> live.isLive(wanted)))
                .isPresent();
        boolean lostRecord = want.revision()
                .flatMap(seen::set)
                .filter(set -> set.record().isEmpty())
                .isPresent();
        return !isLive
                && (lostRecord
                        || ending().filter(ending -> ending.outcome().waitsForRetry())
                                .isPresent());
    }

    private Optional<Ending> ending() {
        return wanted().isPresent() ? wanted().flatMap(SetRecord::ending) : lost().map(LiveRecord.Lost::ending);
    }

    private Optional<LiveRecord.Lost> lost() {
        return seen.live()
                .flatMap(LiveRecord::lost)
                .filter(lost -> want.wants(lost.release().revision()));
    }

    private Optional<ReleaseName> next() {
        return want.revision()
                .map(revision ->
                        new ReleaseName(revision, seen.ledger().orElseThrow().next()));
    }

    private Optional<SetRecord> wanted() {
        return want.revision().flatMap(seen::record);
    }

    private Optional<SetRecord> live() {
        return seen.live()
                .flatMap(LiveRecord::live)
                .map(LiveRecord.Slot::revision)
                .flatMap(seen::record);
    }

    private Optional<SetRecord> attempt() {
        Optional<String> live = seen.live().flatMap(LiveRecord::live).map(LiveRecord.Slot::revision);
        return seen.sets().values().stream()
                .filter(set -> live.filter(set.revision()::equals).isEmpty())
                .map(SetView::record)
                .flatMap(Optional::stream)
                .filter(record -> !record.ended())
                .max(java.util.Comparator.comparing(record -> record.release().number()));
    }

    private Optional<SetRecord> named() {
        return seen.sets().values().stream()
                .map(SetView::record)
                .flatMap(Optional::stream)
                .filter(this::isNamed)
                .findFirst();
    }

    private boolean isNamed(SetRecord record) {
        return record.release().toString().equals(value);
    }
}
