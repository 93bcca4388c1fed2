package io.magentobluegreen.release.table;

import static io.magentobluegreen.release.table.Shop.A;
import static io.magentobluegreen.release.table.Shop.B;

import io.magentobluegreen.release.model.Happy;
import io.magentobluegreen.release.model.Spec;
import io.magentobluegreen.release.model.World;
import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.Answer;
import io.magentobluegreen.release.seen.JobView;
import io.magentobluegreen.release.seen.Task;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Where a release of B over live A can stand: each row of the table of steps, step by step and as finely as it is written. */
final class Situations {
    private final Map<String, World> all = new LinkedHashMap<>();

    private Situations() {}

    /** The named worlds of a row, by the row's first words on the page. */
    static Map<String, World> of(String row) {
        Situations situations = new Situations();
        switch (row) {
            case "steps 0–5, 6 before its resume" -> situations.beforeTheUpgrade();
            case "6 running" -> situations.upgrading();
            case "6a" -> situations.cleaningLive();
            case "7–10, 11 before the write" -> situations.beforeTheFlip();
            case "flip written" -> situations.add("11 written, its proof asked for", Situations::flipped);
            case "13 soak" -> situations.soaking();
            case "14" -> situations.retaining();
            case "R" -> situations.goingBack();
            default -> throw new AssertionError("no such row: " + row);
        }
        return situations.all;
    }

    private void add(String name, Supplier<World> world) {
        all.put(name, world.get());
    }

    private void add(String name, Step step, Predicate<World> reached) {
        all.put(name, Happy.until(Shop.releasing(step), reached));
    }

    private void beforeTheUpgrade() {
        add("0 nothing begun", () -> Shop.wanting(Shop.live(Spec.WHOLE, A), B));
        add("0 its number taken", Situations::numbered);
        add("1 PREPARE", Step.PREPARE, world -> true);
        add("2 PREFLIGHT runs", Step.PREPARE, world -> runs(world, Step.PREFLIGHT));
        add("2 PREFLIGHT of a further attempt", Situations::furtherAttempt);
        add("2a DECIDE", Step.DECIDE, world -> true);
        add("3 START", Step.START, world -> true);
        add("3 START, pods come up", Step.START, world -> world.sets().get(B).replicas() > 0);
        add("6 UPGRADE, no Job", Step.UPGRADE, world -> true);
        add("6 UPGRADE, finalizer on", Step.UPGRADE, World::finalizer);
        add("6 UPGRADE, its Job waits", Step.UPGRADE, Situations::jobWaits);
        add("6 UPGRADE, touched", Step.UPGRADE, Situations::isTouched);
    }

    private void upgrading() {
        add("6 UPGRADE runs", Step.UPGRADE, world -> runs(world, Step.UPGRADE));
    }

    private void cleaningLive() {
        add("6a no Job", Step.UPGRADE, Situations::isUncleaned);
        add("6a CLEAN_LIVE runs", Step.UPGRADE, world -> runs(world, Step.CLEAN_LIVE));
    }

    private void beforeTheFlip() {
        add("7 CLEAN", Step.CLEAN, world -> !isUncleaned(world));
        add("7 CLEAN runs", Step.CLEAN, world -> runs(world, Step.CLEAN));
        add("7a REINDEX", Step.REINDEX, world -> true);
        add("7a REINDEX runs", Step.REINDEX, world -> runs(world, Step.REINDEX));
        add("8 VERIFY", Step.VERIFY, world -> true);
        add("8 VERIFY asked", Step.VERIFY, world -> asks(world, Task.Kind.VERIFY));
        add("8 CHECK_JOBS", Step.CHECK_JOBS, world -> true);
        add("8 CHECK_JOBS run", Step.CHECK_JOBS, world -> runs(world, Step.CHECK_JOBS));
        add("9 WARM_UP", Step.WARM_UP, world -> true);
        add("10 APPROVAL", Step.APPROVAL, world -> true);
        add("11 CUTOVER_SIZE", Step.CUTOVER_SIZE, world -> true);
        add("11 cleaning runs", Step.CUTOVER_SIZE, world -> runs(world, Step.CUTOVER_CLEAN));
        add("11 CUTOVER_CLEAN again", Situations::cleaningAgain);
        add("11 CUTOVER_WARM", Step.CUTOVER_WARM, world -> true);
        add("11 FLIP", Step.FLIP, world -> true);
        add("11 stamped, not written", Situations::stamped);
    }

    private void soaking() {
        add("12, 13 proven", Situations::proven);
        add("13 SOAK, a round asked", Step.SOAK, world -> asks(world, Task.Kind.ROUND));
    }

    private void retaining() {
        add("14 RETAIN, window open", () -> Shop.live(Spec.WHOLE, A, B));
        add("14 RETAIN, window over", () -> Shop.windowOver(Shop.live(Spec.WHOLE, A, B)));
    }

    private void goingBack() {
        add("automatic R", Situations::soakFailed);
        for (Step step : new Step[] {Step.BACK_SIZE, Step.BACK_CLEAN, Step.BACK_CHECK, Step.BACK_FLIP}) {
            add("commanded R at " + step, () -> standsBack(commanded(), step));
            add("spec's R at " + step, () -> standsBack(Shop.wanting(Shop.live(Spec.WHOLE, A, B), A), step));
            add("spec's R out of the soak at " + step, () -> standsBack(Shop.wanting(proven(), A), step));
        }
        add("commanded R, RolledBack written", () -> leaving(commanded()));
        add("spec's R out of the soak, RolledBack written", () -> leaving(Shop.wanting(proven(), A)));
    }

    static boolean runs(World world, Step step) {
        return world.jobs().values().stream()
                .filter(job -> !job.finished() && !job.suspended())
                .map(JobView::step)
                .anyMatch(step::equals);
    }

    static boolean asks(World world, Task.Kind kind) {
        return world.answers().entrySet().stream()
                .anyMatch(entry ->
                        entry.getKey().kind() == kind && entry.getValue().state() == Answer.State.RUNNING);
    }

    static boolean jobWaits(World world) {
        return world.jobs().values().stream().anyMatch(JobView::suspended);
    }

    static boolean isTouched(World world) {
        return world.ledger().flatMap(ledger -> ledger.open()).isPresent();
    }

    static boolean isUncleaned(World world) {
        return world.ledger().flatMap(ledger -> ledger.uncleaned()).isPresent();
    }

    private static World numbered() {
        World asked = Shop.wanting(Shop.live(Spec.WHOLE, A), B);
        return Shop.change(
                asked, builder -> builder.ledger(asked.ledger().orElseThrow().numbered()));
    }

    private static World furtherAttempt() {
        World waiting = Shop.releasing(Step.APPROVAL);
        World superseded = Shop.operated(Shop.wanting(waiting, A));
        return Happy.until(Shop.wanting(superseded, B), world -> Shop.standsAt(world, B, Step.PREFLIGHT));
    }

    private static World cleaningAgain() {
        World ready = Shop.releasing(Step.FLIP);
        SetRecord redone = Shop.record(ready, B).redoing(World.NOW, Step.CUTOVER_CLEAN, Step.CUTOVER_WARM);
        return Shop.change(ready, builder -> builder.record(B, redone));
    }

    /** The operator died between the stamp and the write of its flip. */
    private static World stamped() {
        World ready = Shop.releasing(Step.FLIP);
        SetRecord stamped = Shop.record(ready, B).stamped(Optional.of(World.NOW));
        return Shop.change(ready, builder -> builder.record(B, stamped));
    }

    static World flipped() {
        return Happy.until(
                Shop.releasing(Step.FLIP), world -> Shop.liveRevision(world).equals(B) && asks(world, Task.Kind.PROVE));
    }

    static World proven() {
        return Happy.until(Shop.releasing(Step.FLIP), world -> Shop.standsAt(world, B, Step.SOAK));
    }

    /** The outcome is written, the flip back is not. */
    static World soakFailed() {
        World failed = Shop.change(
                Shop.operated(proven()),
                builder -> builder.record(
                        B,
                        Shop.record(Shop.operated(proven()), B)
                                .end(Outcome.ROLLED_BACK, "SoakFailed", "a page fails", World.NOW)));
        return failed;
    }

    static World commanded() {
        World live = Shop.live(Spec.WHOLE, A, B);
        return Shop.commanding(
                live, Shop.rollback(Shop.record(live, B).release().toString()));
    }

    private static World leaving(World asked) {
        return Happy.until(
                asked,
                world -> Shop.find(world, B)
                        .flatMap(SetRecord::outcome)
                        .filter(outcome -> outcome == Outcome.ROLLED_BACK)
                        .isPresent());
    }

    static World standsBack(World asked, Step step) {
        return Happy.until(asked, world -> Shop.standsAt(world, A, step));
    }
}
