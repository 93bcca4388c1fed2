package io.magentobluegreen.release.path;

import io.magentobluegreen.release.gate.Turn;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.seen.SetView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The sizes of what serves and of what may have to: only ever raised while a release is under way. What is remembered is
 * the value of {@code web.replicas} last applied; a size that a person or an autoscaler chose stands.
 */
public final class Sizes {
    private final Turn turn;

    public Sizes(Turn turn) {
        this.turn = turn;
    }

    /** Protective: before anything else of a plan. */
    public List<Action> plan() {
        List<Action> actions = new ArrayList<>();
        turn.liveSet()
                .filter(live -> live.replicas() > 0)
                .ifPresent(live ->
                        live.record().flatMap(record -> ofLive(live, record)).ifPresent(actions::add));
        turn.previousSet().filter(this::standsReady).flatMap(this::ofPrevious).ifPresent(actions::add);
        return actions;
    }

    private Optional<Action> ofLive(SetView live, SetRecord record) {
        int least = leastAfterAFlipBack(record);
        if (least > live.replicas()) {
            return Optional.of(new Action.Scale(live.revision(), least, record));
        }
        int wanted = turn.want().replicas();
        boolean lower = wanted < live.replicas();
        return record.appliedReplicas() != wanted && (!lower || settled())
                ? Optional.of(new Action.Scale(live.revision(), wanted, record.applying(wanted)))
                : Optional.empty();
    }

    /** While a flip back is not proven yet: its remembered size, and what the set that was left has. */
    private int leastAfterAFlipBack(SetRecord record) {
        if (!record.ended() || record.promoting().isEmpty()) {
            return 0;
        }
        int left = turn.previousSet()
                .map(SetView::replicas)
                .or(() -> turn.live().previous().map(LiveRecord.Slot::size))
                .orElse(0);
        return Math.max(left, record.appliedReplicas());
    }

    private Optional<Action> ofPrevious(SetView previous) {
        int wanted = turn.want().replicas();
        SetRecord record = previous.record().orElseThrow();
        return previous.replicas() > 0 && wanted > previous.replicas() && wanted > record.appliedReplicas()
                ? Optional.of(new Action.Scale(previous.revision(), wanted, record.applying(wanted)))
                : Optional.empty();
    }

    private boolean standsReady(SetView previous) {
        return previous.record()
                .flatMap(SetRecord::outcome)
                .filter(Outcome::mayServe)
                .isPresent();
    }

    /** No release is under way, forwards or back, and live's is proven and has ended. */
    private boolean settled() {
        return turn.attempt().isEmpty()
                && turn.backTarget().isEmpty()
                && turn.liveSetRecord()
                        .filter(record -> record.promoting().isEmpty())
                        .flatMap(SetRecord::outcome)
                        .filter(outcome -> outcome != Outcome.ROLLED_BACK)
                        .isPresent();
    }

    /** What the Service remembers of live's size follows what was applied to it. */
    public Optional<Action> remember() {
        LiveRecord live = turn.live();
        return turn.liveSetRecord()
                .map(SetRecord::appliedReplicas)
                .filter(applied ->
                        live.live().filter(slot -> slot.size() != applied).isPresent())
                .map(applied -> new Action.WriteLive(live.sized(applied)));
    }
}
