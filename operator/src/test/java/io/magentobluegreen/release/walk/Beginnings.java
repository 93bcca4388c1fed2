package io.magentobluegreen.release.walk;

import io.magentobluegreen.release.ledger.UpgradeMode;
import io.magentobluegreen.release.model.Builder;
import io.magentobluegreen.release.model.Happy;
import io.magentobluegreen.release.model.Program;
import io.magentobluegreen.release.model.Spec;
import io.magentobluegreen.release.model.Surroundings;
import io.magentobluegreen.release.model.World;
import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.want.Commands;
import io.magentobluegreen.release.want.Release.RollbackPolicy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Where the walks begin, named as the states that a store has to survive are listed. What may happen at any time is not a
 * beginning but a fault or a change of mind, at every world of every walk: a pause, another image, a command (also one
 * that names nothing current), the resource deleted and made anew, a live set sick, deleted or scaled, the Service
 * deleted, its selector or record stripped, the ledger lost, a Job deleted or evicted, the operator killed between two
 * writes, and two leaders of whom one sleeps. Every deadline passes wherever something waits for it.
 */
final class Beginnings {
    static final String A = "aaaaaaaaaa";
    static final String B = "bbbbbbbbbb";
    static final String C = "cccccccccc";
    static final String D = "dddddddddd";

    private static final Map<String, String> ONE = Map.of(A, "A");
    private static final Map<String, String> TWO = Map.of(A, "A", B, "B");
    private static final Map<String, String> THREE = Map.of(A, "A", B, "B", C, "C");
    /** D is A's image with another env. */
    private static final Map<String, String> ENV = Map.of(A, "A", B, "B", D, "A");

    private static final Spec OVERLAPPING = Spec.PLAIN.overlapping();
    private static final Map<String, Supplier<World>> ALL = all();

    private Beginnings() {}

    static Iterable<String> names() {
        return ALL.keySet();
    }

    /** The beginning of that name, with so many faults and changes of mind to come. */
    static World named(String name, int budget) {
        return change(ALL.get(name).get(), builder -> builder.budget = budget);
    }

    static World running(World world, Program program) {
        World.Knobs knobs = world.knobs();
        return change(
                world,
                builder -> builder.knobs = new World.Knobs(knobs.images(), knobs.levels(), knobs.spec(), program));
    }

    private static Map<String, Supplier<World>> all() {
        Map<String, Supplier<World>> all = new LinkedHashMap<>();
        all.put("the first release with no blue", () -> empty(ONE, Spec.PLAIN));
        all.put("a newer image while a release is under way", () -> releasing(THREE, Spec.PLAIN, C));
        all.put("going back to the previous image while a release is under way", () -> releasing(TWO, Spec.PLAIN, A));
        all.put("going back while the upgrade runs", () -> wanting(upgrading(TWO), A));
        all.put("a newer image", () -> wanting(live(TWO, Spec.PLAIN, A), B));
        all.put("a release that is verified", () -> releasing(TWO, Spec.PLAIN, B));
        all.put("a release about to be flipped", () -> until(TWO, Spec.PLAIN, world -> standsAt(world, Step.FLIP)));
        all.put("a release about to overlap", () -> until(TWO, OVERLAPPING, world -> standsAt(world, Step.FLIP)));
        all.put("a third release about to overlap", Beginnings::crowding);
        all.put("two sets overlap", Beginnings::overlapping);
        all.put("an overlap whose time is over", () -> change(overlapping(), Surroundings::passOverlap));
        all.put(
                "the same, and paused",
                () -> change(change(overlapping(), Surroundings::passOverlap), builder -> builder.paused = true));
        all.put("an overlap with a set that is sick", () -> sick(overlapping()));
        all.put("a newer image while two sets overlap", () -> wanting(overlapping(), A));
        all.put("an abort while two sets overlap", () -> commanding(overlapping(), abort(B + "-2")));
        all.put("a rollback while two sets overlap", () -> commanding(overlapping(), rollback(A + "-1")));
        all.put("a Service deleted while two sets overlap", () -> without(overlapping()));
        all.put("the resource deleted while two sets overlap", () -> deleted(overlapping()));
        all.put("a Service to be adopted", () -> adopting(TWO));
        all.put("an adoption about to be flipped", () -> Happy.until(adopting(TWO), world -> flips(world)));
        all.put("an adoption by code that needs an upgrade", () -> wanting(adopting(TWO), B));
        all.put("an adopted Service at rest", Beginnings::adopted);
        all.put("an adopted Service whose set is sick", () -> sickOf(adopted(), A));
        all.put("a rollback to what was adopted", () -> commanding(adopted(), rollback(A + "-1")));
        all.put("an adopted Service that was given back", Beginnings::givenBack);
        all.put("a release with an upgrade in the first window", () -> wanting(adopted(), B));
        all.put("approval by a person", () -> waiting(TWO, Spec.PLAIN.approvedByHand()));
        all.put("abort", () -> commanding(releasing(TWO, Spec.PLAIN, B), abort(B + "-2")));
        all.put("retry", () -> commanding(failed(TWO), retry(B + "-3")));
        all.put("going back by the spec to a warm set", () -> wanting(live(TWO, Spec.PLAIN, A, B), A));
        all.put("going back by the spec to a cold set", () -> wanting(cold(TWO), A));
        all.put("rollback by a command", () -> commanding(live(TWO, Spec.PLAIN, A, B), rollback(B + "-2")));
        all.put("rollback whose env has changed", () -> wanting(live(ENV, Spec.PLAIN, A, B), D));
        all.put("a hotfix after a rollback", () -> wanting(live(THREE, Spec.PLAIN.accepting("B"), A, B, A), C));
        all.put("a release after one whose upgrade failed", () -> wanting(failedUpgrade(Spec.PLAIN), C));
        all.put("the same, accepted", () -> wanting(failedUpgrade(Spec.PLAIN.accepting("B")), C));
        all.put("a failed release", () -> failed(TWO));
        all.put("an upgrade runs", () -> upgrading(TWO));
        all.put("an upgrade that vanished", () -> vanished(TWO));
        all.put("an upgrade that was never resumed", () -> waitingToResume(TWO));
        all.put("stale commands", () -> commanding(wanting(live(TWO, Spec.PLAIN, A), B), abort(A + "-1")));
        all.put("a release that soaks", () -> soaking(TWO, Spec.PLAIN));
        all.put("soak failure", () -> failingSoak(TWO));
        all.put("no rollback by itself", () -> soaking(TWO, Spec.PLAIN.with(RollbackPolicy.NEVER)));
        all.put("more retained sets than two", () -> wanting(live(THREE, Spec.PLAIN.retaining(3), A, B, C), A));
        all.put("a live set at rest", () -> live(TWO, Spec.PLAIN, A, B));
        all.put("a live set scaled by a person", () -> scaled(live(TWO, Spec.PLAIN, A, B)));
        all.put("a live set that is sick", () -> sick(live(TWO, Spec.PLAIN, A, B)));
        all.put("a Service deleted", () -> without(live(TWO, Spec.PLAIN, A, B)));
        all.put("a record stripped", () -> stripped(live(TWO, Spec.PLAIN, A, B)));
        all.put("the ledger lost", () -> wanting(lost(live(TWO, Spec.PLAIN, A)), B));
        all.put("the same image with another env", () -> wanting(live(Map.of(A, "A", B, "A"), Spec.PLAIN, A), B));
        all.put("the resource deleted while its upgrade runs", () -> deleted(upgrading(TWO)));
        all.put("mode Always", () -> wanting(live(TWO, Spec.PLAIN.in(UpgradeMode.ALWAYS), A), B));
        all.put("mode Never", () -> wanting(live(TWO, Spec.PLAIN, A), B, Spec.PLAIN.in(UpgradeMode.NEVER)));
        return all;
    }

    private static World change(World world, Consumer<Builder> change) {
        Builder builder = world.with();
        change.accept(builder);
        return builder.build();
    }

    private static World empty(Map<String, String> images, Spec spec) {
        return World.start(new World.Knobs(images, Map.of("A", 1, "B", 2, "C", 3), spec, Program.OURS), A, 0);
    }

    private static World wanting(World world, String revision) {
        return change(world, builder -> builder.wanted = revision);
    }

    private static World wanting(World world, String revision, Spec spec) {
        World.Knobs knobs = world.knobs();
        return change(
                wanting(world, revision),
                builder -> builder.knobs = new World.Knobs(knobs.images(), knobs.levels(), spec, knobs.program()));
    }

    private static World commanding(World world, Commands commands) {
        return change(world, builder -> builder.commands = commands);
    }

    static Commands abort(String release) {
        return new Commands(Optional.of(release), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static Commands rollback(String release) {
        return new Commands(Optional.empty(), Optional.of(release), Optional.empty(), Optional.empty());
    }

    private static Commands retry(String release) {
        return new Commands(Optional.empty(), Optional.empty(), Optional.of(release), Optional.empty());
    }

    private static World live(Map<String, String> images, Spec spec, String... releases) {
        World world = empty(images, spec);
        for (String revision : releases) {
            world = Happy.live(wanting(world, revision), revision);
        }
        return world;
    }

    private static World cold(Map<String, String> images) {
        return Happy.settled(live(images, Spec.PLAIN, A, B));
    }

    private static boolean standsAt(World world, Step step) {
        return record(world, B).filter(record -> record.step() == step).isPresent();
    }

    private static Optional<SetRecord> record(World world, String revision) {
        return Optional.ofNullable(world.sets().get(revision)).flatMap(World.Dep::record);
    }

    private static World until(Map<String, String> images, Spec spec, Predicate<World> reached) {
        return Happy.until(wanting(live(images, spec, A), B), reached);
    }

    /** B is verified over live A, and then another revision is asked for, or none. */
    private static World releasing(Map<String, String> images, Spec spec, String asked) {
        return wanting(until(images, spec, world -> standsAt(world, Step.VERIFY)), asked);
    }

    private static World waiting(Map<String, String> images, Spec spec) {
        return Happy.until(
                empty(images, spec),
                world -> record(world, A)
                        .filter(record -> record.step() == Step.APPROVAL)
                        .isPresent());
    }

    private static World upgrading(Map<String, String> images) {
        return until(images, Spec.PLAIN, World::upgradePods);
    }

    private static World waitingToResume(Map<String, String> images) {
        return until(
                images,
                Spec.PLAIN,
                world -> world.ledger()
                        .filter(ledger -> ledger.open().isPresent())
                        .isPresent());
    }

    private static World vanished(Map<String, String> images) {
        World running = upgrading(images);
        return change(running, builder -> {
            running.jobs().values().stream().filter(World::runs).forEach(job -> builder.removeJob(job.name()));
            builder.orphans = 1;
        });
    }

    private static World failed(Map<String, String> images) {
        World verifying = releasing(images, Spec.PLAIN, B);
        SetRecord failed =
                record(verifying, B).orElseThrow().end(Outcome.FAILED, "VerificationFailed", "why", World.NOW);
        return Happy.settled(change(verifying, builder -> builder.record(B, failed)));
    }

    private static World failedUpgrade(Spec spec) {
        World running = until(THREE, spec, World::upgradePods);
        World ended = change(
                running,
                builder -> running.jobs().values().stream().filter(World::runs).forEach(job -> {
                    Surroundings.finish(builder, job, Surroundings.failed());
                    builder.level = 2;
                }));
        return Happy.settled(ended);
    }

    private static World soaking(Map<String, String> images, Spec spec) {
        return until(
                images, spec, world -> world.liveRevision().filter(B::equals).isPresent());
    }

    private static World failingSoak(Map<String, String> images) {
        World watched = until(
                images,
                Spec.PLAIN,
                world -> standsAt(world, Step.SOAK)
                        && world.answers().keySet().stream()
                                .anyMatch(task -> task.subject().startsWith("soak ")));
        return change(
                watched,
                builder -> watched.answers().keySet().stream()
                        .filter(task -> task.subject().startsWith("soak "))
                        .forEach(task -> Surroundings.answer(builder, task, false)));
    }

    /** Somebody else's Service serves the code of A. */
    private static World adopting(Map<String, String> images) {
        return change(empty(images, Spec.PLAIN.adopting()), builder -> {
            builder.level = 1;
            builder.service = Optional.of(new World.Svc(Optional.empty(), World.ADOPTED));
        });
    }

    private static boolean flips(World world) {
        return record(world, A).filter(record -> record.step() == Step.FLIP).isPresent();
    }

    private static World adopted() {
        return Happy.live(adopting(TWO), A);
    }

    private static World givenBack() {
        return Happy.settled(commanding(adopted(), rollback(A + "-1")));
    }

    private static World sickOf(World world, String revision) {
        World.Dep live = world.sets().get(revision);
        return change(world, builder -> builder.sets.put(revision, new World.Dep(live.record(), live.replicas(), 0)));
    }

    private static World overlapping() {
        return until(
                TWO,
                OVERLAPPING,
                world -> world.service().orElseThrow().selects().equals(World.EVERY_SET));
    }

    /** The set before live still stands, its window open. */
    private static World crowding() {
        World asked = wanting(live(THREE, OVERLAPPING, A, B), C);
        return Happy.until(
                asked,
                world -> record(world, C)
                        .filter(record -> record.step() == Step.CUTOVER_SIZE)
                        .isPresent());
    }

    private static World scaled(World world) {
        World.Dep live = world.sets().get(B);
        return change(world, builder -> builder.set(B, new World.Dep(live.record(), 3, 3)));
    }

    private static World sick(World world) {
        World.Dep live = world.sets().get(B);
        return change(world, builder -> builder.sets.put(B, new World.Dep(live.record(), live.replicas(), 0)));
    }

    private static World without(World world) {
        return change(world, builder -> builder.service = Optional.empty());
    }

    private static World stripped(World world) {
        return change(world, builder -> builder.service(Optional.of(new World.Svc(Optional.empty(), "wiped"))));
    }

    private static World lost(World world) {
        return change(world, builder -> builder.ledger = Optional.empty());
    }

    private static World deleted(World world) {
        return change(world, builder -> builder.terminating = true);
    }
}
