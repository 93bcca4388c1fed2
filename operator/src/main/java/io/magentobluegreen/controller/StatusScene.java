package io.magentobluegreen.controller;

import io.magentobluegreen.api.MagentoReleaseStatus;
import io.magentobluegreen.release.plan.Plan;
import io.magentobluegreen.release.record.Ending;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.record.Phase;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.seen.Observed;
import io.magentobluegreen.release.seen.SetView;
import io.magentobluegreen.release.want.Problem;
import io.magentobluegreen.release.want.Release;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/**
 * What a status is made of, with the questions that its parts ask of it.
 *
 * @param generation of the spec that was planned on
 * @param seen what the plan was made from
 * @param before the status that was written last: history, transition times and what a deleted Job said live on in it
 */
record StatusScene(
        Long generation, Release want, Observed seen, Plan plan, Optional<MagentoReleaseStatus> before, Instant now) {
    /** The reasons of an ending by which live is what was asked for: soaked, or restored after it had been. */
    private static final Set<String> PROVEN = Set.of("Promoted", "RecordRestored");

    Optional<LiveRecord.Slot> live() {
        return seen.live().flatMap(LiveRecord::live);
    }

    Optional<SetView> liveSet() {
        return live().map(LiveRecord.Slot::revision).flatMap(seen::set);
    }

    Optional<SetRecord> liveRecord() {
        return liveSet().flatMap(SetView::record);
    }

    Optional<SetView> targetSet() {
        return target().map(record -> record.release().revision()).flatMap(seen::set);
    }

    Optional<SetView> previousSet() {
        return previous().map(LiveRecord.Slot::revision).flatMap(seen::set);
    }

    Optional<LiveRecord.Slot> previous() {
        return seen.live().flatMap(LiveRecord::previous);
    }

    boolean isWantedLive() {
        return live().filter(slot -> want.wants(slot.revision())).isPresent();
    }

    /**
     * The record of what is asked for: its release goes on, or was tried last. While it is not known what is asked for,
     * that of the release under way, so that it can be aborted.
     */
    Optional<SetRecord> target() {
        return want.revision().isPresent() ? want.revision().flatMap(seen::record) : attempt();
    }

    private Optional<SetRecord> attempt() {
        return seen.sets().values().stream()
                .filter(set -> live().filter(slot -> slot.revision().equals(set.revision()))
                        .isEmpty())
                .flatMap(set -> set.record().stream())
                .filter(record -> !record.ended())
                .max(Comparator.comparing(record -> record.release().number()));
    }

    /**
     * What was asked for is what serves, proven and soaked, and nothing is under way or in the way: while a flip is not
     * proven, or an upgrade runs that nobody asks for any more, the phase is another.
     */
    boolean isSettled() {
        return plan.phase() == Phase.LIVE
                && !want.terminating()
                && isWantedLive()
                && stall().isEmpty()
                && liveRecord()
                        .flatMap(SetRecord::ending)
                        .filter(StatusScene::isProven)
                        .isPresent();
    }

    /** Why a person is needed. Wrong input comes first: whatever else goes on, it does not heal by waiting. */
    Optional<Problem> stall() {
        return want.problem()
                .or(() -> plan.stall().map(reason -> new Problem(reason, plan.message())))
                .or(this::unproven);
    }

    /** Live is what is asked for, its release ended otherwise than well, and nothing more will happen by itself. */
    private Optional<Problem> unproven() {
        return plan.phase() == Phase.LIVE && isWantedLive()
                ? liveRecord()
                        .flatMap(SetRecord::ending)
                        .filter(ending -> !isProven(ending))
                        .map(ending -> new Problem(ending.reason(), ending.message()))
                : Optional.empty();
    }

    private static boolean isProven(Ending ending) {
        return ending.outcome() == Outcome.PROMOTED && PROVEN.contains(ending.reason());
    }
}
