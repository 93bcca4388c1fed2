package io.magentobluegreen.schedule.world;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.magentobluegreen.cluster.record.Recorded;
import io.magentobluegreen.release.record.Ending;
import io.magentobluegreen.release.record.JobRef;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.record.ReleaseName;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** 2, 3, 4, 6. What the operator does to sets and writes on them. */
final class SetPromises {
    private static final long FROM_STAMPS = 1_000_000;
    private static final List<Step> BY_JOB = List.of(Step.PREFLIGHT, Step.CLEAN, Step.CUTOVER_CLEAN);
    private static final List<Step> BY_PAGES = List.of(Step.VERIFY, Step.CUTOVER_WARM, Step.BACK_CHECK);
    private static final Duration SOAK = Duration.ofSeconds(15);
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final World world;
    private final Promises.Require require;

    SetPromises(World world, Promises.Require require) {
        this.world = world;
        this.require = require;
    }

    void wrote(Optional<Deployment> before, Optional<Deployment> after) {
        if (after.isEmpty()) {
            collects(Shop.revision(before.orElseThrow()));
            return;
        }
        Optional<SetRecord> next = Recorded.on(after.get());
        next.ifPresent(record -> numbers(record.release()));
        if (before.isPresent()) {
            sizes(before.get(), after.get());
            if (next.isPresent()) {
                Recorded.on(before.get()).ifPresent(old -> records(old, next.get()));
            }
        }
    }

    private void numbers(ReleaseName release) {
        String text = release.toString();
        int number = Integer.parseInt(text.substring(text.lastIndexOf('-') + 1));
        require.that(
                world.truth().isExcused(Truth.Excuse.RECORDS_LOST)
                        || world.truth().owns(text, number),
                "6: a release's number is used twice");
    }

    private static int number(ReleaseName release) {
        String text = release.toString();
        return Integer.parseInt(text.substring(text.lastIndexOf('-') + 1));
    }

    /** What a person has changed is nothing to go back to, and may be made anew. */
    private void collects(String revision) {
        boolean referenced = world.shop()
                        .live()
                        .filter(live -> live.isLive(revision)
                                || live.isSwitchedTo(revision)
                                || live.isPrevious(revision)
                                        && !isMadeAgain(live)
                                        && !world.truth().wasChanged(revision))
                        .isPresent()
                || world.shop().selects().equals(revision);
        require.that(!referenced, "2: a set that is referenced was deleted");
    }

    /** From the stamps on the sets, and no flip since: a call that was under way as a person took it away rests on the one of before. */
    private boolean isMadeAgain(LiveRecord live) {
        return world.truth().isExcused(Truth.Excuse.RECORDS_LOST)
                && live.epoch() > 0
                && live.epoch() % FROM_STAMPS == 0;
    }

    private void sizes(Deployment before, Deployment after) {
        int from = before.getSpec().getReplicas();
        int to = after.getSpec().getReplicas();
        String revision = Shop.revision(after);
        Optional<LiveRecord> live = world.shop().live();
        if (to >= from) {
            boolean third = live.filter(record -> record.switching().isPresent())
                    .filter(record -> !record.isLive(revision) && !record.isSwitchedTo(revision))
                    .isPresent();
            require.that(to == from || !third, "2: a third set got pods in an overlap");
            return;
        }
        boolean serves = live.filter(record -> record.isLive(revision) || record.isSwitchedTo(revision))
                        .isPresent()
                || world.shop().selects().equals(revision);
        require.that(!serves || to > 0, "2: live was scaled to zero");
        require.that(
                !serves || !isUnderWay(revision) && world.truth().wasAsked(to), "2: live was scaled down by a release");
        if (live.filter(record -> record.isPrevious(revision)).isPresent()) {
            require.that(!isUnproven(live.get()), "2: blue was scaled down before green was proven");
            boolean early = world.now().isBefore(live.get().cutoverAt().plus(WINDOW));
            require.that(
                    to > 0
                            || !early
                            || isMadeAgain(live.get())
                            || world.truth().isExcused(Truth.Excuse.CLOCK_OFF)
                            || hasFailed(revision)
                            || makesRoom(),
                    "2: the previous set was scaled to zero within its window");
        }
        boolean begun = Recorded.on(before).filter(record -> !record.ended()).isPresent()
                && Recorded.on(after).filter(record -> !record.ended()).isPresent();
        require.that(serves || !begun, "4: a set was scaled down before its verdict was written");
    }

    /** Before an overlap every third set goes to zero, also what live took the traffic from a moment ago. */
    private boolean makesRoom() {
        return world.shop().resource().map(Wish::in).filter(Wish::overlaps).isPresent();
    }

    private boolean hasFailed(String revision) {
        return world.shop()
                .record(revision)
                .flatMap(SetRecord::outcome)
                .filter(outcome -> !outcome.mayServe())
                .isPresent();
    }

    private boolean isUnderWay(String but) {
        return world.shop().sets().stream()
                .filter(set -> !Shop.revision(set).equals(but))
                .flatMap(set -> Recorded.on(set).stream())
                .anyMatch(record -> !record.ended());
    }

    private boolean isUnproven(LiveRecord live) {
        return live.live()
                .flatMap(slot -> world.shop().record(slot.revision()))
                .filter(record -> !record.ended() && record.promoting().isPresent())
                .isPresent();
    }

    private void records(SetRecord old, SetRecord next) {
        if (!old.release().equals(next.release())) {
            old.ending().ifPresent(ending -> again(ending, old, next));
            return;
        }
        BY_JOB.stream()
                .filter(step -> !old.passed(step) && next.passed(step))
                .forEach(step -> require.that(jobPassed(next, step), "4: " + step + " was passed without its Job"));
        BY_PAGES.stream()
                .filter(step -> !old.passed(step) && next.passed(step))
                .forEach(step -> require.that(
                        world.truth().hasAnswered(next.release().revision()),
                        "4: " + step + " was passed without an answer"));
        if (!old.passed(Step.UPGRADE)
                && next.passed(Step.UPGRADE)
                && next.jobs().containsKey(Step.UPGRADE)) {
            upgraded(next);
        }
        if (!old.passed(Step.APPROVAL) && next.passed(Step.APPROVAL)) {
            require.that(
                    world.truth().wasCommanded("approve", next.release().toString()),
                    "4: APPROVAL was passed without a person");
        }
        if (!old.passed(Step.SOAK) && next.passed(Step.SOAK)) {
            soaked();
        }
        if (!old.passed(Step.FLIP) && next.passed(Step.FLIP) || old.promotions() < next.promotions()) {
            Optional<LiveRecord> live = world.shop().live();
            boolean selected = live.filter(
                            record -> record.isLive(next.release().revision()))
                    .isPresent();
            boolean deleted = live.isEmpty();
            require.that(
                    selected || deleted || world.truth().isExcused(Truth.Excuse.RECORDS_LOST),
                    "4: a set was written down as promoted that is not live");
        }
    }

    private boolean jobPassed(SetRecord record, Step step) {
        return Optional.ofNullable(record.jobs().get(step))
                .map(JobRef::uid)
                .filter(world.cluster().passed()::contains)
                .isPresent();
    }

    private void upgraded(SetRecord record) {
        require.that(jobPassed(record, Step.UPGRADE), "4: UPGRADE was passed without its Job");
        String uid = record.jobs().get(Step.UPGRADE).uid();
        require.that(
                world.truth().isExcused(Truth.Excuse.RECORDS_LOST)
                        || world.shop()
                                .ledger()
                                .filter(ledger -> ledger.hasEnded(uid))
                                .isPresent(),
                "3: an upgrade's verdict was acted on before it was written");
    }

    private void soaked() {
        boolean longEnough = world.shop()
                .live()
                .map(LiveRecord::cutoverAt)
                .filter(at -> world.now().isBefore(at.plus(SOAK)))
                .isEmpty();
        require.that(
                longEnough || world.truth().isExcused(Truth.Excuse.CLOCK_OFF), "4: SOAK was passed before its time");
    }

    /** 3, 6. What failed, or was aborted, begins again only by a command or when it was left meanwhile. */
    private void again(Ending ending, SetRecord old, SetRecord next) {
        boolean waits = ending.outcome().waitsForRetry() && !ending.left();
        boolean commanded = world.truth().wasRetried(old.release().revision(), number(old.release()))
                || world.truth().wasCommanded("rollback", old.release().toString());
        require.that(
                !waits || next.ended() || commanded || ending.outcome() == Outcome.PROMOTED,
                "3, 6: a failed release began again by itself");
    }
}
