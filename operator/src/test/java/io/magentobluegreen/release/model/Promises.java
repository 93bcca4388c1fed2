package io.magentobluegreen.release.model;

import io.magentobluegreen.release.ledger.Ledger;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.plan.Plan;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.JobView;
import java.util.List;
import java.util.Optional;

/** The promises of the product as assertions: on single writes, called by {@link ModelCluster}, and on every world. */
public final class Promises {
    /** A promise is broken in a world. */
    public static final class Broken extends AssertionError {
        private static final long serialVersionUID = 1;

        Broken(String what) {
            super(what);
        }
    }

    private static final List<Step> BEFORE_A_FLIP = List.of(
            Step.PREFLIGHT,
            Step.DECIDE,
            Step.START,
            Step.CLEAN,
            Step.VERIFY,
            Step.WARM_UP,
            Step.CUTOVER_CLEAN,
            Step.CUTOVER_WARM);

    private Promises() {}

    static void check(boolean holds, String promise) {
        if (!holds) {
            throw new Broken(promise);
        }
    }

    /** 1. Only what passed every gate of its release, or served before, is ever flipped to. */
    public static void flips(World world, Action.Flip flip, boolean byGuard) {
        if (flip.next().servesAdopted()) {
            backToAdopted(world);
            return;
        }
        World.Dep to = world.sets().get(flip.to());
        SetRecord record = to.record().orElseThrow();
        boolean forwards = !record.ended();
        boolean ends = world.service()
                .flatMap(World.Svc::record)
                .filter(live -> live.isSwitchedTo(flip.to()))
                .isPresent();
        if (flip.next().switching().isPresent()) {
            overlaps(world, flip);
        }
        if (forwards) {
            check(!byGuard || ends, "1: the guard promotes nothing");
            for (Step step : BEFORE_A_FLIP) {
                check(record.passed(step), "1, 4: flipped without evidence of " + step);
            }
            boolean upgrades = record.fact(Step.DECIDE, "decision").equals("UPGRADE");
            check(!upgrades || record.passed(Step.UPGRADE), "1, 4: flipped without its upgrade");
            check(!world.want().manual() || record.passed(Step.APPROVAL), "1: flipped without approval");
            check(world.running() == 0, "1: flipped while an upgrade runs");
            check(
                    ends || world.ledger().flatMap(Ledger::uncleaned).isEmpty(),
                    "7: flipped before live's cached table definitions were cleaned");
            int size = world.liveRevision()
                    .map(world.sets()::get)
                    .map(World.Dep::replicas)
                    .orElse(1);
            check(to.replicas() >= size, "2: green is smaller than blue at the flip");
        } else {
            check(record.everPromoted(), "1: went back to a set that never served");
            check(record.outcome().filter(Outcome::mayServe).isPresent(), "1: went back to a set that failed");
        }
        check(to.ready() > 0, "1: flipped to a set without a ready pod");
    }

    /** 1. To what an adopted Service selected before only while that is remembered, and has a ready pod. */
    private static void backToAdopted(World world) {
        boolean remembered = world.service()
                .flatMap(World.Svc::record)
                .flatMap(LiveRecord::adopted)
                .isPresent();
        check(remembered, "1: went back to a selector that was forgotten");
        check(world.legacy() > 0, "1: went back to an adopted selector without a ready pod");
    }

    /** 1. A Service that serves is not given a selector that matches nothing. */
    static void takesNoTraffic(World world, LiveRecord record) {
        boolean serves = world.service()
                .filter(service -> service.selects().equals(World.ADOPTED))
                .isPresent();
        check(!serves || record.servesAdopted(), "1: what an adopted Service selects was taken from it");
    }

    /** 1. What selects every set is written only while no third one has a pod, over a live set that it stays with. */
    private static void overlaps(World world, Action.Flip flip) {
        LiveRecord next = flip.next();
        check(next.isSwitchedTo(flip.to()), "1: two sets overlap of which neither is flipped to");
        check(
                next.live().equals(world.service().flatMap(World.Svc::record).flatMap(LiveRecord::live)),
                "1: live is blue while two sets overlap");
        check(!isCrowded(world, next), "1: a third set had a pod when two began to overlap");
    }

    private static boolean isCrowded(World world, LiveRecord record) {
        return world.standing().stream()
                .anyMatch(revision -> !record.isLive(revision) && !record.isSwitchedTo(revision));
    }

    public static void selectsWhatHasServed(World world, String selects) {
        check(
                selects.equals("nothing")
                        || selects.equals(World.EVERY_SET)
                        || selects.equals(World.ADOPTED)
                        || served(world, selects),
                "1: the Service was made anew for a set that never passed its gates");
    }

    private static boolean served(World world, String revision) {
        return Optional.ofNullable(world.sets().get(revision))
                        .flatMap(World.Dep::record)
                        .filter(record ->
                                record.everPromoted() || record.promoting().isPresent())
                        .isPresent()
                || world.remembered().filter(record -> record.isLive(revision)).isPresent();
    }

    public static void restoresOnlyWhatIsRecorded(World.Svc service, String selects) {
        String recorded = service.record().map(World::selectedBy).orElse("nothing");
        check(recorded.equals(selects), "1: the selector was restored to what is not recorded");
    }

    /** 2. What serves is not scaled down by a release, and never to zero. */
    public static void scales(World world, String revision, int from, int to) {
        boolean selected =
                world.service().filter(s -> s.selects().equals(revision)).isPresent();
        boolean overlapping = world.service()
                .flatMap(World.Svc::record)
                .filter(record -> record.isLive(revision) || record.isSwitchedTo(revision))
                .filter(record -> record.switching().isPresent())
                .isPresent();
        check(!selected && !overlapping || to > 0, "2: live was scaled to zero");
        check(
                !selected
                        || to >= from
                        || !isUnderWay(world) && to == world.want().replicas(),
                "2: live was scaled down by a release");
        boolean blue = world.service()
                .flatMap(World.Svc::record)
                .filter(record -> record.isPrevious(revision))
                .isPresent();
        check(!blue || to >= from || !isUnproven(world), "2: blue was scaled down before green was proven");
        boolean begun = Optional.ofNullable(world.sets().get(revision))
                .flatMap(World.Dep::record)
                .filter(record -> !record.ended())
                .isPresent();
        check(selected || !begun || to >= from, "4: a set was scaled down before its verdict was written");
    }

    private static boolean isUnderWay(World world) {
        return world.sets().values().stream()
                .flatMap(dep -> dep.record().stream())
                .anyMatch(record -> !record.ended());
    }

    private static boolean isUnproven(World world) {
        return world.liveRevision()
                .map(world.sets()::get)
                .flatMap(World.Dep::record)
                .filter(record -> !record.ended() && record.promoting().isPresent())
                .isPresent();
    }

    /** 2. Live and the set before it are not deleted. */
    public static void collects(World world, String revision) {
        boolean referenced = world.service()
                .flatMap(World.Svc::record)
                .filter(record -> record.isLive(revision) || record.isPrevious(revision))
                .isPresent();
        check(!referenced, "2: a set that is referenced was deleted");
    }

    /** 3. One upgrade at a time, each image once, none older than the database unless a person accepted it. */
    public static void begins(World world, JobView job) {
        check(world.running() == 0, "3: two upgrades at once");
        check(
                world.ledger()
                        .filter(ledger -> ledger.hasTouched(job.uid()) && !ledger.hasEnded(job.uid()))
                        .isPresent(),
                "3: an upgrade began that the ledger does not know");
        boolean accepted = world.want().upgrade().acceptDatabaseOf().isPresent();
        check(accepted || world.levelOf(job.image()) >= world.level(), "3: an older image upgrades a newer database");
        check(world.finalizer() || world.terminating(), "9: an upgrade begins on a resource that may vanish");
    }

    /** 8. Where nothing happens nothing is written, asked or announced. */
    private static void idles(World world) {
        Operator operator = Operator.in(world);
        check(
                operator.plan().actions().isEmpty() && operator.guard().isEmpty(),
                "8: an idle store is written to: " + operator.plan().actions());
    }

    /** 5. A release that has not ended and that nothing moves waits for a person, and says so. */
    private static void waitsForAPerson(World world) {
        Plan plan = Operator.in(world).plan();
        boolean says = plan.stall().isPresent()
                || plan.message().startsWith("Paused")
                || plan.message().startsWith("Waiting for approval");
        check(!isUnderWay(world) || says, "5: a release waits for ever: " + plan.message());
    }

    public static void finalizerGoesOnlyWithoutUpgrade(World world) {
        check(world.running() == 0, "9: the finalizer went while an upgrade runs");
    }

    public static void deletesNothingThatRuns(JobView job) {
        check(job.finished() || job.suspended(), "3: a running upgrade was killed");
    }

    public static void previewHasReadyPod(World world, String revision) {
        check(world.sets().get(revision).ready() > 0, "the preview moved to a set without a ready pod");
    }

    /** What holds in every world. */
    public static void hold(World world) {
        check(world.running() <= 1, "3: two upgrades at once");
        world.succeeded()
                .forEach((image, times) -> check(
                        times <= 1 || world.want().upgrade().acceptDatabaseOf().isPresent(),
                        "3: the upgrade of one image succeeded twice"));
        world.service().ifPresent(service -> {
            boolean selects = world.sets().containsKey(service.selects());
            check(!selects || served(world, service.selects()), "1: what is selected never passed its gates");
            boolean crowded = service.selects().equals(World.EVERY_SET)
                    && service.record()
                            .filter(record -> isCrowded(world, record))
                            .isPresent();
            boolean legacy = service.selects().equals(World.ADOPTED);
            check(
                    !legacy || world.running() == 0 && world.level() == 1,
                    "3: the code of before its adoption serves on a database that was upgraded");
            check(!crowded, "1: a third set serves while two overlap");
        });
    }

    /** What holds where nothing more will happen by itself. */
    public static void holdAtRest(World world) {
        world.service().flatMap(World.Svc::record).flatMap(LiveRecord::live).ifPresent(live -> {
            check(
                    world.service()
                            .flatMap(World.Svc::record)
                            .orElseThrow()
                            .switching()
                            .isEmpty(),
                    "5: at rest with a switch under way");
            World.Dep dep = world.sets().get(live.revision());
            check(dep != null && dep.replicas() > 0, "2: at rest without a live set");
            check(
                    world.service().orElseThrow().selects().equals(live.revision()),
                    "1: at rest with another selector than the recorded");
            check(dep.record().flatMap(SetRecord::promoting).isEmpty(), "7: at rest with a flip that is not proven");
            check(world.published().equals(live.revision()), "7: at rest with copies of another revision");
        });
        check(
                world.liveRevision().isEmpty()
                        || world.ledger().flatMap(Ledger::uncleaned).isEmpty(),
                "7: at rest with live's cache uncleaned");
        idles(world);
        waitsForAPerson(world);
        boolean begun = world.sets().values().stream()
                .flatMap(dep -> dep.record().stream())
                .anyMatch(record -> !record.ended() && record.step() == Step.UPGRADE);
        check(!world.finalizer() || begun, "9: at rest with the finalizer on and no upgrade begun");
    }
}
