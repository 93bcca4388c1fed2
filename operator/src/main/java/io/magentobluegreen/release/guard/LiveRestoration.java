package io.magentobluegreen.release.guard;

import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.SetView;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a lost live record again: from memory, or from the stamps on the sets. */
public final class LiveRestoration {
    private LiveRestoration() {}

    /**
     * The record of a Service that was deleted, or stripped of it: the one it had when it was last seen, unless a set was
     * promoted since. Empty where no set was ever live and nothing was adopted.
     *
     * @param remembered of a Service that is there only where it still selects what was live; what it selected before its
     *     adoption whatever it selects now
     */
    public static Optional<LiveRecord> of(Optional<LiveRecord> remembered, Map<String, SetView> sets) {
        Optional<LiveRecord> adopted =
                remembered.filter(LiveRecord::servesAdopted).filter(record -> isLeft(sets));
        if (adopted.isPresent()) {
            return adopted;
        }
        Optional<LiveRecord> stamped = fromStamps(sets);
        return remembered
                .filter(record -> record.live().isPresent())
                .filter(record -> promotions(Optional.of(record)) >= promotions(stamped))
                .or(() -> stamped);
    }

    /** The Service was given back what it selected before: no set of ours is to be live again. */
    private static boolean isLeft(Map<String, SetView> sets) {
        return sets.values().stream()
                .flatMap(set -> set.record().stream())
                .filter(SetRecord::everPromoted)
                .allMatch(record -> record.outcome()
                        .filter(outcome -> outcome == Outcome.ROLLED_BACK)
                        .isPresent());
    }

    private static int promotions(Optional<LiveRecord> record) {
        return record.flatMap(LiveRecord::live).map(LiveRecord.Slot::promotions).orElse(0);
    }

    /**
     * Live is the set with the highest count of promotions, whatever its outcome, previous the next; a set stamped
     * {@code promoting} and never proven is not live. Empty where no set was ever promoted.
     */
    public static Optional<LiveRecord> fromStamps(Map<String, SetView> sets) {
        List<SetView> promoted = sets.values().stream()
                .filter(set -> set.record().filter(SetRecord::everPromoted).isPresent())
                .sorted(Comparator.comparing(
                                (SetView set) -> set.record().orElseThrow().promotions())
                        .reversed())
                .toList();
        if (promoted.isEmpty()) {
            return Optional.empty();
        }
        SetRecord live = promoted.get(0).record().orElseThrow();
        return Optional.of(new LiveRecord(
                Optional.of(slot(promoted.get(0))),
                promoted.size() > 1 ? Optional.of(slot(promoted.get(1))) : Optional.empty(),
                live.promotedAt().orElse(live.started()),
                live.promotions() * EPOCHS_PER_PROMOTION,
                live.fact(Step.UPGRADE, "job"),
                Optional.empty()));
    }

    /** The epoch of a record that is made of stamps is above every one that a sleeping flip may have seen. */
    private static final long EPOCHS_PER_PROMOTION = 1_000_000L;

    private static LiveRecord.Slot slot(SetView set) {
        SetRecord record = set.record().orElseThrow();
        return new LiveRecord.Slot(
                record.release(), record.image(), record.colour(), record.promotions(), record.appliedReplicas());
    }
}
