package io.magentobluegreen.schedule.bug;

import io.magentobluegreen.cluster.GuardObservation;
import io.magentobluegreen.cluster.Observation;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.record.Evidence;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.SetView;
import io.magentobluegreen.schedule.world.Seams;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Bugs in what is done, and in which order. */
final class DoneBugs {
    private DoneBugs() {}

    static Map<String, Seams> all() {
        return Map.ofEntries(
                Map.entry("a set is scaled down before its verdict is written", Bug.does(DoneBugs::scalesFirst)),
                Map.entry("blue goes at once", Bug.does((seen, actions) -> also(scaled(previous(seen)), actions))),
                Map.entry("live goes with its release", Bug.does((seen, actions) -> also(scaled(live(seen)), actions))),
                Map.entry("a number is not taken away", Bug.does(DoneBugs::unnumbered)),
                Map.entry(
                        "a step's Job is never made",
                        Bug.forgets(action -> action instanceof Action.RunJob run && run.step() == Step.PREFLIGHT)),
                Map.entry("the copies are not rewritten", Bug.forgets(Action.Publish.class::isInstance)),
                Map.entry("the finalizer goes with the resource", Bug.does(DoneBugs::dropsFinalizer)),
                Map.entry("an idle store is told of at each look", Bug.does(DoneBugs::talks)),
                Map.entry("a soak is over when it begins", Bug.does(DoneBugs::skipsSoak)),
                Map.entry("a selector is never restored", Bug.guards(each(action -> List.of()))),
                Map.entry("the guard promotes", Bug.guards(DoneBugs::promotes)),
                Map.entry("two sets are selected before the gates", Bug.guards(DoneBugs::overlaps)));
    }

    private static Function<GuardObservation, java.util.function.UnaryOperator<List<Action>>> each(
            Function<Action, List<Action>> instead) {
        return seen -> actions -> actions.stream()
                .flatMap(action -> instead.apply(action).stream())
                .toList();
    }

    private static List<Action> also(Optional<Action> first, List<Action> actions) {
        List<Action> all = new ArrayList<>(first.stream().toList());
        all.addAll(actions);
        return all;
    }

    private static List<Action> scalesFirst(Observation seen, List<Action> actions) {
        Optional<Action> down = actions.stream()
                .filter(Action.WriteRecord.class::isInstance)
                .map(Action.WriteRecord.class::cast)
                .filter(write -> write.record()
                        .outcome()
                        .filter(outcome -> outcome == Outcome.FAILED)
                        .isPresent())
                .findFirst()
                .flatMap(write -> scaled(seen.seen().set(write.revision())));
        return also(down, actions);
    }

    private static Optional<Action> scaled(Optional<SetView> set) {
        return set.filter(found -> found.replicas() > 0 && found.record().isPresent())
                .map(found ->
                        new Action.Scale(found.revision(), 0, found.record().get()));
    }

    private static Optional<SetView> previous(Observation seen) {
        return seen.seen()
                .live()
                .flatMap(LiveRecord::previous)
                .flatMap(slot -> seen.seen().set(slot.revision()));
    }

    private static Optional<SetView> live(Observation seen) {
        return Seen.attempt(seen).flatMap(attempt -> Seen.live(seen.seen())).flatMap(seen.seen()::set);
    }

    private static List<Action> unnumbered(Observation seen, List<Action> actions) {
        boolean begins = actions.stream().anyMatch(Action.MakeSet.class::isInstance);
        return actions.stream()
                .filter(action -> !begins || !(action instanceof Action.WriteLedger))
                .toList();
    }

    private static List<Action> dropsFinalizer(Observation seen, List<Action> actions) {
        return seen.want().terminating() && seen.seen().finalizer() ? List.of(new Action.RemoveFinalizer()) : actions;
    }

    private static List<Action> talks(Observation seen, List<Action> actions) {
        List<Action> all = new ArrayList<>(actions);
        all.add(new Action.Announce(false, "Looked", "There is nothing to do"));
        return all;
    }

    private static List<Action> skipsSoak(Observation seen, List<Action> actions) {
        return actions.stream()
                .map(action -> action instanceof Action.WriteRecord write
                                && write.record().step() == Step.SOAK
                        ? soaked(write)
                        : action)
                .toList();
    }

    private static Action soaked(Action.WriteRecord write) {
        SetRecord record = write.record();
        Evidence proof = Evidence.of(Instant.EPOCH);
        return new Action.WriteRecord(write.revision(), record.pass(Step.SOAK, proof, Step.RETAIN));
    }

    private static java.util.function.UnaryOperator<List<Action>> promotes(GuardObservation seen) {
        Optional<LiveRecord> live = seen.seen().service().flatMap(service -> service.record());
        Optional<String> revision = live.flatMap(LiveRecord::live).map(LiveRecord.Slot::revision);
        return actions -> also(
                Seen.attempt(seen.seen().sets(), revision)
                        .filter(record -> live.isPresent())
                        .map(record -> flip(live.get(), record)),
                actions);
    }

    private static java.util.function.UnaryOperator<List<Action>> overlaps(GuardObservation seen) {
        Optional<LiveRecord> live = seen.seen()
                .service()
                .flatMap(service -> service.record())
                .filter(record ->
                        record.live().isPresent() && record.switching().isEmpty());
        Optional<String> revision = live.flatMap(LiveRecord::live).map(LiveRecord.Slot::revision);
        return actions -> also(
                Seen.attempt(seen.seen().sets(), revision)
                        .filter(record -> live.isPresent())
                        .map(record ->
                                new Action.RestoreSelector(live.get().overlapping(record.release(), Instant.EPOCH))),
                actions);
    }

    private static Action flip(LiveRecord live, SetRecord to) {
        LiveRecord.Slot slot = new LiveRecord.Slot(to.release(), to.image(), to.colour(), 9, 2);
        LiveRecord next = live.flippedTo(slot, "", Instant.EPOCH);
        return new Action.RestoreSelector(next);
    }
}
