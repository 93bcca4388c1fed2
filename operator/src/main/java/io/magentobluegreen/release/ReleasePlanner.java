package io.magentobluegreen.release;

import io.magentobluegreen.release.gate.Deadlines;
import io.magentobluegreen.release.gate.Turn;
import io.magentobluegreen.release.path.Adoption;
import io.magentobluegreen.release.path.Aftercare;
import io.magentobluegreen.release.path.Overlap;
import io.magentobluegreen.release.path.Retention;
import io.magentobluegreen.release.path.Sizes;
import io.magentobluegreen.release.path.Soak;
import io.magentobluegreen.release.path.Upgrades;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.plan.Plan;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.Observed;
import io.magentobluegreen.release.seen.SetView;
import io.magentobluegreen.release.want.Release;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides what a store's release does next. It reads like the table of the release: what is protective comes first, then
 * what was begun, then what is asked for; the first gate not yet passed decides.
 */
public final class ReleasePlanner {
    private final Turn turn;
    private final GivingUp givingUp;
    private final Leaving leaving;

    private ReleasePlanner(Turn turn) {
        this.turn = turn;
        this.givingUp = new GivingUp(turn);
        this.leaving = new Leaving(turn);
    }

    /** The plan of this turn; a pure function of its arguments. */
    public static Plan decide(Release want, Observed seen, Instant now) {
        return new ReleasePlanner(new Turn(want, seen, now)).plan();
    }

    private Plan plan() {
        if (turn.want().terminating()) {
            return Departure.plan(turn);
        }
        Plan plan = Overlap.underWay(turn)
                .or(() -> Foundation.plan(turn))
                .orElseGet(() -> release().after(new Sizes(turn).plan()).then(chores()));
        return turn.want().problem().isPresent() ? plan.waking(Deadlines.MENDED) : plan;
    }

    private Plan release() {
        return aftercare()
                .flatMap(Aftercare::proof)
                .or(new Adoption(turn)::demote)
                .or(givingUp::unwantedStamp)
                .or(() -> new Upgrades(turn).settle())
                .or(givingUp::abort)
                .or(givingUp::supersedeForRollback)
                .or(leaving::commanded)
                .or(leaving::goOn)
                .or(givingUp::supersede)
                .or(leaving::soakForTheSpec)
                .or(givingUp::markLeft)
                .or(this::soak)
                .orElseGet(() -> new Wanted(turn).plan());
    }

    private Optional<Plan> soak() {
        return turn.liveSet().filter(live -> live.record().isPresent()).flatMap(live -> new Soak(turn, live).plan());
    }

    private Optional<Aftercare> aftercare() {
        return turn.liveSet().filter(live -> live.record().isPresent()).map(live -> new Aftercare(turn, live));
    }

    private List<Action> chores() {
        List<Action> chores = new ArrayList<>();
        boolean proven = turn.liveSetRecord().flatMap(SetRecord::promoting).isEmpty();
        if (proven && !leaving.isUnderWay()) {
            aftercare().map(Aftercare::chores).ifPresent(chores::addAll);
            new Adoption(turn).forgetAfterWindow().or(new Sizes(turn)::remember).ifPresent(chores::add);
        }
        preview().ifPresent(chores::add);
        chores.addAll(new Retention(turn).collect());
        return chores;
    }

    /** The preview follows the release under way once it has a ready pod, and live otherwise; never right before a flip. */
    private Optional<Action> preview() {
        Optional<SetView> attempt = turn.attempt();
        boolean cuttingOver = attempt.flatMap(SetView::record)
                .filter(record -> record.passed(Step.WARM_UP))
                .isPresent();
        return cuttingOver || turn.backTarget().isPresent()
                ? Optional.empty()
                : attempt.filter(set -> set.ready() > 0)
                        .or(turn::liveSet)
                        .filter(set -> set.ready() > 0)
                        .map(SetView::revision)
                        .filter(revision -> !revision.equals(turn.seen().preview()))
                        .map(Action.MovePreview::new);
    }

    /** How long until the window of the previous set ends, for whoever plans the next look. */
    static Optional<Duration> windowLeft(Turn turn) {
        return new Retention(turn).windowEnd().map(end -> Duration.between(turn.now(), end));
    }
}
