package io.magentobluegreen.release.path;

import io.magentobluegreen.release.gate.Intents;
import io.magentobluegreen.release.gate.Turn;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.seen.SetView;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Step 14: what is kept ready, what is scaled to zero, and what is deleted. Live is never among them. */
public final class Retention {
    private final Turn turn;

    public Retention(Turn turn) {
        this.turn = turn;
    }

    /** When the previous set no longer has to stand ready: its window and the soak are both over. */
    boolean windowIsOver() {
        LiveRecord live = turn.live();
        boolean over = live.cutoverAt() != null
                && !turn.now().isBefore(live.cutoverAt().plus(turn.want().window()));
        boolean leaving = turn.liveSetRecord()
                .flatMap(SetRecord::outcome)
                .filter(outcome -> outcome == Outcome.ROLLED_BACK)
                .isPresent();
        return over && !leaving && turn.liveSetRecord().filter(SetRecord::ended).isPresent();
    }

    public Optional<Instant> windowEnd() {
        return turn.seen()
                .live()
                .map(LiveRecord::cutoverAt)
                .map(at -> at.plus(turn.want().window()))
                .filter(end -> turn.live().adopted().isPresent()
                        || turn.previousSet().filter(set -> set.replicas() > 0).isPresent())
                .filter(end -> end.isAfter(turn.now()));
    }

    /**
     * Scales to zero and deletes what is no longer needed; at most one of each a turn. Only what was given up goes at once
     * also while nothing new may begin.
     */
    public List<Action> collect() {
        boolean held = turn.want().held();
        Optional<SetView> full = idle().filter(set -> set.replicas() > 0)
                .filter(set -> !held || isGivenUp(set))
                .findFirst();
        if (full.isPresent()) {
            SetRecord record = full.get().record().orElseThrow();
            return List.of(new Action.Scale(full.get().revision(), 0, record));
        }
        return held
                ? List.of()
                : collectable()
                        .<List<Action>>map(set -> List.of(new Action.Collect(set.revision())))
                        .orElseGet(List::of);
    }

    private Stream<SetView> idle() {
        return turn.seen().sets().values().stream()
                .filter(set -> set.record().filter(SetRecord::ended).isPresent())
                .filter(set -> !turn.isLive(set.revision()))
                .filter(set -> !isTarget(set) && !set.referenced())
                .filter(set -> set.record().flatMap(SetRecord::promoting).isEmpty())
                .filter(set -> !turn.live().isPrevious(set.revision()) || windowIsOver() || isGivenUp(set))
                .sorted(Comparator.comparing(SetView::revision));
    }

    private static boolean isGivenUp(SetView set) {
        return set.record()
                .flatMap(SetRecord::outcome)
                .filter(outcome -> switch (outcome) {
                    case FAILED, ABORTED, SUPERSEDED -> true;
                    case PROMOTED, ROLLED_BACK, ROLLBACK_FAILED -> false;
                })
                .isPresent();
    }

    /** What is gone back to, or will be from the next turn on. */
    private boolean isTarget(SetView set) {
        SetRecord record = set.record().orElseThrow();
        boolean asked = turn.want().wants(set.revision())
                && record.outcome()
                        .filter(outcome -> outcome == Outcome.PROMOTED)
                        .isPresent();
        boolean commanded = turn.live().isPrevious(set.revision())
                && turn.liveSetRecord()
                        .filter(live -> Intents.rollsBack(turn, live) || !live.ended() && Intents.aborts(turn, live))
                        .isPresent();
        return Turn.goesBack(record) || asked || commanded;
    }

    private Optional<SetView> collectable() {
        List<SetView> promoted = turn.seen().sets().values().stream()
                .filter(set -> set.record().filter(SetRecord::everPromoted).isPresent())
                .sorted(Comparator.comparing(
                                (SetView set) -> set.record().orElseThrow().promotions())
                        .reversed())
                .toList();
        int newest = turn.seen().sets().values().stream()
                .flatMap(set -> set.record().stream())
                .filter(record -> record.ended() && !Turn.goesBack(record))
                .mapToInt(record -> record.release().number())
                .max()
                .orElse(0);
        return idle().filter(set -> set.replicas() == 0 && set.ready() == 0)
                .filter(set -> !turn.live().isPrevious(set.revision()))
                .filter(set -> !turn.want().wants(set.revision()))
                .filter(set -> promoted.contains(set)
                        ? promoted.indexOf(set) >= turn.want().retain()
                        : set.record().orElseThrow().release().number() < newest)
                .findFirst();
    }
}
