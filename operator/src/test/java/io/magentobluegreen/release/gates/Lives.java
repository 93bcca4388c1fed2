package io.magentobluegreen.release.gates;

import static io.magentobluegreen.release.gates.Choices.A;
import static io.magentobluegreen.release.gates.Choices.B;
import static io.magentobluegreen.release.gates.Choices.C;
import static io.magentobluegreen.release.gates.Choices.LATELY;
import static io.magentobluegreen.release.gates.Choices.LONG_AGO;

import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.record.ReleaseName;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.SetView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What there is of live and of the set before it: at rest, sick, gone, being left, soaking, unproven, overlapping, adopted. */
final class Lives {
    private Lives() {}

    /** What a combination shows of live and the set before it. */
    record Live(Optional<LiveRecord> record, Map<String, SetView> sets) {}

    static List<Live> all() {
        SetRecord a = Choices.served(A, 1, 1);
        Optional<LiveRecord> only = Optional.of(Choices.liveRecord(Optional.empty(), LONG_AGO));
        Optional<LiveRecord> after = Optional.of(Choices.liveRecord(Optional.of(Choices.slot(C, 9, 3)), LATELY));
        SetView c = Choices.set(Optional.of(Choices.served(C, 9, 3)), C, 2, 2, false);
        List<Live> all = new ArrayList<>(overlapping(a));
        all.addAll(adopting(a));
        all.addAll(List.of(
                new Live(only, Map.of(A, live(Optional.of(a), 2, 2))),
                new Live(only, Map.of(A, live(Optional.of(a), 2, 0))),
                new Live(only, Map.of(A, live(Optional.of(a), 0, 0))),
                new Live(only, Map.of()),
                new Live(only, Map.of(A, live(Optional.empty(), 2, 2))),
                new Live(Optional.of(LiveRecord.none().nextEpoch()), Map.of()),
                new Live(after, Map.of(A, live(Optional.of(rolledBack(a)), 2, 2), C, c)),
                new Live(after, Map.of(A, live(Optional.of(soaking()), 3, 3), C, c)),
                new Live(after, Map.of(A, live(Optional.of(unproven(a)), 2, 2), C, c))));
        return all;
    }

    /** A Service that was there before: as it was found, taken over and not flipped yet, and to be given back by A. */
    private static List<Live> adopting(SetRecord a) {
        LiveRecord found = LiveRecord.adopting(new LiveRecord.Adopted(Map.of("app", "legacy"), "8080"));
        LiveRecord flipped = found.flippedTo(Choices.slot(A, 1, 1), "", LATELY);
        return List.of(
                new Live(Optional.of(found), Map.of()),
                new Live(Optional.of(found.nextEpoch()), Map.of()),
                new Live(Optional.of(flipped), Map.of(A, live(Optional.of(rolledBack(a)), 2, 2))));
    }

    /** A with B beside it, its time over or not. */
    private static List<Live> overlapping(SetRecord a) {
        LiveRecord live = Choices.liveRecord(Optional.empty(), LONG_AGO);
        return Stream.of(LONG_AGO, Combination.NOW.plusSeconds(5))
                .map(until -> live.overlapping(new ReleaseName(B, 2), until))
                .map(record -> new Live(Optional.of(record), Map.of(A, live(Optional.of(a), 2, 2))))
                .toList();
    }

    private static SetView live(Optional<SetRecord> record, int replicas, int ready) {
        return Choices.set(record, A, replicas, ready, ready > 0);
    }

    private static SetRecord rolledBack(SetRecord record) {
        return record.end(Outcome.ROLLED_BACK, "SoakFailed", "a page fails", LATELY);
    }

    private static SetRecord unproven(SetRecord record) {
        return record.stamped(Optional.of(LATELY));
    }

    private static SetRecord soaking() {
        return SetRecord.begin(
                        Choices.served(A, 1, 1).release(),
                        "A",
                        Choices.served(A, 1, 1).colour(),
                        2,
                        LONG_AGO)
                .promoted(1, LATELY)
                .at(Step.SOAK, LATELY);
    }
}
