package io.magentobluegreen.release.walk;

import static io.magentobluegreen.release.walk.Beginnings.A;
import static io.magentobluegreen.release.walk.Beginnings.B;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.magentobluegreen.release.ledger.Ledger;
import io.magentobluegreen.release.model.Program;
import io.magentobluegreen.release.model.World;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.plan.Plan;
import io.magentobluegreen.release.record.Evidence;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.JobView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the walk is worth: with one bug planted it finds a world in which the promise is broken that the bug breaks,
 * without any fault or with one.
 */
class BrokenPromisesTest {
    private static final int WORLDS = Integer.getInteger("model.bugs", 4_000);

    static Stream<Arguments> bugs() {
        return Stream.of(
                bug(
                        "a flip is written without the version of the Service",
                        "1:",
                        "a release about to be flipped",
                        Bug.flipsBlindly()),
                bug(
                        "writes carry no version and nothing is looked at again",
                        "3: two upgrades at once",
                        "a newer image",
                        Bug.writesBlindly()),
                bug("approval is not waited for", "4: APPROVAL", "approval by a person", ignoresApproval()),
                bug("a soak passes without rounds", "4: SOAK", "a release that soaks", passesSoakAtOnce()),
                bug(
                        "a step is taken as passed when its Job is gone",
                        "4: PREFLIGHT",
                        "a newer image",
                        takesAbsenceForSuccess()),
                bug(
                        "a set is scaled down before its verdict is written",
                        "4: a set was scaled down",
                        "a newer image",
                        scalesDownFirst()),
                bug(
                        "time away is taken for evidence",
                        "4: time away",
                        "a newer image",
                        Bug.sees(BrokenPromisesTest::attentive)),
                bug(
                        "live is scaled to zero for the release",
                        "2: live was scaled to zero",
                        "a newer image",
                        scalesLive(0)),
                bug("live is made smaller for the release", "2: live was scaled down", "a newer image", scalesLive(1)),
                bug(
                        "blue goes to zero before green is proven",
                        "2: blue was scaled down",
                        "a release about to be flipped",
                        scalesBlueAtOnce()),
                bug(
                        "the set before live is deleted",
                        "2: a set that is referenced",
                        "a release that soaks",
                        collectsPrevious()),
                bug("green is started with one pod", "2: green is smaller", "a newer image", startsSmall()),
                bug(
                        "an image older than the database is upgraded",
                        "3: an older image",
                        "rollback whose env has changed",
                        upgradesAnOlderImage()),
                bug(
                        "a vanished upgrade counts as one that never was",
                        "3: two upgrades at once",
                        "an upgrade runs",
                        takesBackWhatVanished()),
                bug(
                        "an upgrade that is no longer wanted is killed",
                        "3: a running upgrade was killed",
                        "an upgrade runs",
                        killsTheUpgrade()),
                bug(
                        "an upgrade is resumed before the ledger knows",
                        "3: an upgrade began that the ledger",
                        "a newer image",
                        resumesUntouched()),
                bug(
                        "a failed release begins again after a restart",
                        "3, 6: a failed release",
                        "a release that is verified",
                        retriesByItself()),
                bug("a release's number is not taken away", "6: a release number", "a newer image", takesNoNumber()),
                bug(
                        "a command acts whatever number it names",
                        "6: a command acted",
                        "stale commands",
                        abortsWhateverIsNamed()),
                bug(
                        "the selector is restored to what is wanted",
                        "1: the selector was restored",
                        "a newer image",
                        restoresTheWanted()),
                bug("the guard promotes", "1: the guard promotes", "a newer image", promotesByGuard()),
                bug(
                        "going back is to a set that failed",
                        "1: went back to a set that",
                        "going back by the spec to a warm set",
                        goesBackToAnything()),
                bug("live's cache is not cleaned after an upgrade", "7:", "an upgrade runs", cleansNothing()),
                bug("a flip is not proven", "7: at rest with a flip", "a release that soaks", provesNothing()),
                bug(
                        "the copies are not rewritten",
                        "7: at rest with copies",
                        "a release that soaks",
                        publishesNothing()),
                bug("a step's Job is never made", "5: a release waits", "a newer image", forgetsPreflight()),
                bug(
                        "an idle store is told of at each look",
                        "8: an idle store",
                        "a release that soaks",
                        announcesAlways()),
                bug(
                        "an adoption runs an upgrade",
                        "3: the code of before its adoption",
                        "an adoption by code that needs an upgrade",
                        upgradesAtAnAdoption()),
                bug(
                        "the selector of before is still remembered when an upgrade begins",
                        "3: the code of before its adoption",
                        "a release with an upgrade in the first window",
                        givesBackAfterAnUpgrade()),
                bug(
                        "two sets overlap while a third one has pods",
                        "1: a third set had a pod",
                        "a third release about to overlap",
                        overlapsInACrowd()),
                bug(
                        "the guard restores live's own selector while two sets overlap",
                        "1: the selector was restored",
                        "two sets overlap",
                        restoresBlueAlone()),
                bug(
                        "an overlap is not ended",
                        "5: at rest with a switch under way",
                        "two sets overlap",
                        endsNoOverlap()),
                bug(
                        "a set is scaled down while it is switched to",
                        "2: live was scaled to zero",
                        "two sets overlap",
                        scalesWhatOverlaps()),
                bug(
                        "the finalizer goes with the resource",
                        "9: the finalizer went",
                        "an upgrade runs",
                        dropsTheFinalizer()));
    }

    private static Arguments bug(String name, String promise, String beginning, Program program) {
        return Arguments.of(name, promise, beginning, program);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("bugs")
    void isFound(String name, String promise, String beginning, Program program) {
        assertThatThrownBy(() -> {
                    new Walk(WORLDS, true).from(Beginnings.running(Beginnings.named(beginning, 0), program));
                    new Walk(WORLDS, true).from(Beginnings.running(Beginnings.named(beginning, 1), program));
                })
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Broken: " + promise);
    }

    private static Program ignoresApproval() {
        return Bug.plans((world, plan) -> plan.message().startsWith("Waiting for approval")
                ? Bug.with(plan, List.of(passing(Bug.attempt(world).orElseThrow(), Step.APPROVAL, Step.CUTOVER_SIZE)))
                : plan);
    }

    private static Action passing(SetRecord record, Step step, Step next) {
        Evidence proof = new Evidence(World.NOW, Map.of());
        return new Action.WriteRecord(record.release().revision(), record.pass(step, proof, next));
    }

    private static Program passesSoakAtOnce() {
        return Bug.plans((world, plan) -> plan.message().startsWith("Watching")
                ? Bug.with(plan, List.of(passing(liveRecord(world), Step.SOAK, Step.RETAIN)))
                : plan);
    }

    private static SetRecord liveRecord(World world) {
        return world.sets().get(world.liveRevision().orElseThrow()).record().orElseThrow();
    }

    private static Program takesAbsenceForSuccess() {
        return Bug.does((world, action) -> action instanceof Action.RunJob run && run.step() == Step.PREFLIGHT
                ? passing(world.sets().get(run.on()).record().orElseThrow(), Step.PREFLIGHT, Step.DECIDE)
                : action);
    }

    private static Program scalesDownFirst() {
        return Bug.alsoDoes(
                (world, plan) -> ending(plan)
                        .filter(end -> world.sets().get(end.revision()).replicas() > 0)
                        .map(end -> scale(world, end.revision(), 0)),
                true);
    }

    private static Optional<Action.WriteRecord> ending(Plan plan) {
        return plan.actions().stream()
                .filter(Action.WriteRecord.class::isInstance)
                .map(Action.WriteRecord.class::cast)
                .filter(write -> write.record()
                        .outcome()
                        .filter(outcome -> outcome == Outcome.FAILED)
                        .isPresent())
                .findFirst();
    }

    private static Action scale(World world, String revision, int replicas) {
        return new Action.Scale(
                revision, replicas, world.sets().get(revision).record().orElseThrow());
    }

    private static World attentive(World world) {
        var builder = world.with();
        builder.restarted = false;
        return builder.build();
    }

    private static Program scalesLive(int replicas) {
        return Bug.alsoDoes(
                (world, plan) -> world.liveRevision()
                        .filter(live -> Bug.attempt(world).isPresent())
                        .filter(live -> world.sets().containsKey(live)
                                && world.sets().get(live).record().isPresent())
                        .filter(live -> world.sets().get(live).replicas() > replicas)
                        .map(live -> scale(world, live, replicas)),
                false);
    }

    private static Program scalesBlueAtOnce() {
        return Bug.alsoDoes(
                (world, plan) -> world.service()
                        .flatMap(World.Svc::record)
                        .flatMap(LiveRecord::previous)
                        .map(LiveRecord.Slot::revision)
                        .filter(blue -> world.sets().containsKey(blue)
                                && world.sets().get(blue).replicas() > 0)
                        .map(blue -> scale(world, blue, 0)),
                false);
    }

    private static Program collectsPrevious() {
        return Bug.alsoDoes(
                (world, plan) -> world.service()
                        .flatMap(World.Svc::record)
                        .flatMap(LiveRecord::previous)
                        .map(slot -> new Action.Collect(slot.revision())),
                false);
    }

    private static Program startsSmall() {
        return new Program() {
            @Override
            public Plan plan(World world) {
                return super.plan(shrunk(world));
            }

            @Override
            public io.magentobluegreen.release.model.ModelCluster cluster(
                    io.magentobluegreen.release.model.Builder to, boolean byGuard) {
                return new io.magentobluegreen.release.model.ModelCluster(to, byGuard) {
                    @Override
                    protected Optional<String> closed(Action.Flip flip) {
                        return Optional.empty();
                    }
                };
            }
        };
    }

    /** Live is taken for one pod large. */
    private static World shrunk(World world) {
        var builder = world.with();
        world.liveRevision()
                .map(world.sets()::get)
                .filter(dep -> dep.replicas() > 1)
                .ifPresent(dep -> builder.sets.put(
                        world.liveRevision().orElseThrow(), new World.Dep(dep.record(), 1, Math.min(dep.ready(), 1))));
        return builder.build();
    }

    /** Before its upgrade the attempt sees what its own image did to the database, and nothing else. */
    private static Program upgradesAnOlderImage() {
        return new Program() {
            @Override
            public Plan plan(World world) {
                String image = world.want().image();
                return super.plan(Bug.attempt(world)
                        .map(SetRecord::step)
                        .filter(step -> step == Step.DECIDE || step == Step.UPGRADE)
                        .map(step -> knowingOnly(image, world))
                        .orElse(world));
            }
        };
    }

    private static World knowingOnly(String image, World world) {
        Ledger ledger = world.ledger().orElseThrow();
        List<Ledger.Fact> own = ledger.facts().stream()
                .filter(fact -> !(fact instanceof Ledger.Fact.Touched touched)
                        || touched.image().equals(image))
                .toList();
        var builder = world.with();
        builder.ledger = Optional.of(new Ledger(own, ledger.next(), ledger.rebuilt()));
        return builder.build();
    }

    private static Program takesBackWhatVanished() {
        return new Program() {
            @Override
            public Plan plan(World world) {
                Plan plan = super.plan(alone(world));
                return Bug.with(
                        plan,
                        plan.actions().stream()
                                .map(action -> takenBack(world, action))
                                .toList());
            }
        };
    }

    private static World alone(World world) {
        var builder = world.with();
        builder.orphans = 0;
        return builder.build();
    }

    private static Action takenBack(World world, Action action) {
        Ledger ledger = world.ledger().orElse(Ledger.empty());
        boolean vanished = action instanceof Action.WriteLedger write
                && ledger.open()
                        .flatMap(open -> write.next().verdict(open.job()))
                        .filter(Ledger.VANISHED::equals)
                        .isPresent();
        return vanished
                ? new Action.WriteLedger(
                        ledger.takeBack(ledger.open().orElseThrow().job()))
                : action;
    }

    private static Program killsTheUpgrade() {
        return Bug.alsoDoes(
                (world, plan) -> world.jobs().values().stream()
                        .filter(World::runs)
                        .filter(job -> !job.release().startsWith(world.wanted()))
                        .findFirst()
                        .map(job -> new Action.DeleteJob(job.name(), job.uid())),
                true);
    }

    private static Program resumesUntouched() {
        return Bug.does((world, action) -> action instanceof Action.WriteLedger write
                        && write.next().open().isPresent()
                ? world.jobs().values().stream()
                        .filter(JobView::suspended)
                        .findFirst()
                        .<Action>map(job -> new Action.ResumeUpgrade(job.name(), job.uid()))
                        .orElse(action)
                : action);
    }

    private static Program retriesByItself() {
        return Bug.plans((world, plan) -> world.restarted() && plan.message().contains("retry=")
                ? Bug.with(
                        plan,
                        again(world, world.sets().get(world.wanted()).record().orElseThrow()))
                : plan);
    }

    private static List<Action> again(World world, SetRecord failed) {
        Ledger ledger = world.ledger().orElseThrow();
        var next = new io.magentobluegreen.release.record.ReleaseName(
                failed.release().revision(), ledger.next());
        return List.of(
                new Action.WriteLedger(ledger.numbered()),
                new Action.WriteRecord(world.wanted(), failed.again(next, Step.PREFLIGHT, World.NOW)));
    }

    private static Program takesNoNumber() {
        return Bug.plans((world, plan) -> plan.actions().stream().anyMatch(Action.MakeSet.class::isInstance)
                ? Bug.with(
                        plan,
                        plan.actions().stream()
                                .filter(action -> !(action instanceof Action.WriteLedger))
                                .toList())
                : plan);
    }

    private static Program abortsWhateverIsNamed() {
        return Bug.sees(world -> {
            var builder = world.with();
            Bug.attempt(world)
                    .filter(record -> world.commands().abort().isPresent())
                    .ifPresent(record ->
                            builder.commands = Beginnings.abort(record.release().toString()));
            return builder.build();
        });
    }

    private static Program restoresTheWanted() {
        return Bug.guards((world, actions) -> actions.stream()
                .map(action -> action instanceof Action.RestoreSelector
                                && Bug.attempt(world).isPresent()
                        ? new Action.RestoreSelector(
                                flipped(world, Bug.attempt(world).orElseThrow()))
                        : action)
                .toList());
    }

    private static LiveRecord flipped(World world, SetRecord to) {
        LiveRecord live = world.service().flatMap(World.Svc::record).orElseThrow();
        LiveRecord.Slot slot = new LiveRecord.Slot(to.release(), to.image(), to.colour(), 9, 2);
        return live.flippedTo(slot, "", World.NOW);
    }

    private static Program promotesByGuard() {
        return Bug.guards((world, actions) -> {
            List<Action> all = new ArrayList<>(actions);
            Bug.attempt(world)
                    .filter(record ->
                            world.sets().get(record.release().revision()).ready() > 0)
                    .map(record -> new Action.Flip(record.release().revision(), epoch(world), flipped(world, record)))
                    .ifPresent(all::add);
            return all;
        });
    }

    private static long epoch(World world) {
        return world.service().flatMap(World.Svc::record).map(LiveRecord::epoch).orElse(0L);
    }

    private static Program goesBackToAnything() {
        return Bug.guards((world, actions) -> {
            List<Action> all = new ArrayList<>(actions);
            world.sets().values().stream()
                    .flatMap(dep -> dep.record().stream().filter(record -> dep.ready() > 0))
                    .filter(record -> record.outcome()
                            .filter(outcome -> !outcome.mayServe())
                            .isPresent())
                    .filter(record -> !world.liveRevision()
                            .equals(Optional.of(record.release().revision())))
                    .findFirst()
                    .map(record -> new Action.Flip(record.release().revision(), epoch(world), flipped(world, record)))
                    .ifPresent(all::add);
            return all;
        });
    }

    private static Program cleansNothing() {
        return Bug.sees(world -> {
            var builder = world.with();
            world.ledger()
                    .filter(ledger -> ledger.uncleaned().isPresent())
                    .ifPresent(ledger -> builder.ledger =
                            Optional.of(ledger.cleaned(ledger.uncleaned().orElseThrow())));
            return builder.build();
        });
    }

    private static Program provesNothing() {
        return Bug.plans((world, plan) -> plan.message().startsWith("Proving") ? Bug.with(plan, List.of()) : plan);
    }

    private static Program publishesNothing() {
        return Bug.does((world, action) -> action instanceof Action.Publish ? null : action);
    }

    private static Program forgetsPreflight() {
        return Bug.does(
                (world, action) -> action instanceof Action.RunJob run && run.step() == Step.PREFLIGHT ? null : action);
    }

    private static Program announcesAlways() {
        return Bug.plans((world, plan) -> plan.then(List.of(new Action.Announce(false, "Live", B + " after " + A))));
    }

    /** Before its upgrade the attempt does not see that the Service serves what it did before. */
    private static Program upgradesAtAnAdoption() {
        return new Program() {
            @Override
            public Plan plan(World world) {
                return super.plan(Bug.attempt(world)
                        .map(SetRecord::step)
                        .filter(step -> step == Step.DECIDE || step == Step.UPGRADE)
                        .map(step -> knowingNoAdoption(world))
                        .orElse(world));
            }
        };
    }

    private static World knowingNoAdoption(World world) {
        var builder = world.with();
        LiveRecord none = LiveRecord.none();
        builder.service = world.service()
                .map(service -> new World.Svc(
                        Optional.of(service.record()
                                .map(LiveRecord::forgettingAdopted)
                                .orElse(none)),
                        service.selects()));
        return builder.build();
    }

    /** The planner forgets nothing, and the guard goes back whatever the database is. */
    private static Program givesBackAfterAnUpgrade() {
        return Bug.guards((world, actions) -> {
            List<Action> all = new ArrayList<>(actions);
            world.service()
                    .flatMap(World.Svc::record)
                    .filter(record ->
                            record.live().isPresent() && record.adopted().isEmpty())
                    .filter(record -> world.running() > 0)
                    .map(record -> new Action.EndSwitch(
                            LiveRecord.adopting(new LiveRecord.Adopted(Map.of("app", "legacy"), "8080"))))
                    .ifPresent(all::add);
            return all;
        });
    }

    /** Only what is live and what is asked for is looked at, by the planner and at the gates. */
    private static Program overlapsInACrowd() {
        return new Program() {
            @Override
            public Plan plan(World world) {
                return super.plan(alone(world, world.wanted()));
            }

            @Override
            public io.magentobluegreen.release.model.ModelCluster cluster(
                    io.magentobluegreen.release.model.Builder to, boolean byGuard) {
                return new io.magentobluegreen.release.model.ModelCluster(to, byGuard) {
                    @Override
                    protected Optional<String> closed(Action.Flip flip) {
                        return Optional.empty();
                    }
                };
            }
        };
    }

    private static World alone(World world, String wanted) {
        var builder = world.with();
        builder.sets
                .keySet()
                .removeIf(revision ->
                        !revision.equals(wanted) && !world.liveRevision().equals(Optional.of(revision)));
        builder.lingering.clear();
        return builder.build();
    }

    private static Program restoresBlueAlone() {
        return Bug.guards((world, actions) -> actions.stream()
                .map(action -> action instanceof Action.RestoreSelector restore
                        ? new Action.RestoreSelector(restore.record().stayingOnLive())
                        : action)
                .toList());
    }

    private static Program endsNoOverlap() {
        return new Program() {
            @Override
            public Plan plan(World world) {
                Plan plan = super.plan(world);
                return plan.message().equals("Ending the overlap") ? Bug.with(plan, List.of()) : plan;
            }

            @Override
            public io.magentobluegreen.release.guard.GuardPlanner.GuardPlan guard(World world) {
                var plan = super.guard(world);
                return world.service()
                                .flatMap(World.Svc::record)
                                .flatMap(LiveRecord::switching)
                                .isPresent()
                        ? new io.magentobluegreen.release.guard.GuardPlanner.GuardPlan(
                                List.of(), plan.problem(), plan.wake())
                        : plan;
            }
        };
    }

    private static Program scalesWhatOverlaps() {
        return Bug.alsoDoes(
                (world, plan) -> world.service()
                        .flatMap(World.Svc::record)
                        .flatMap(LiveRecord::switching)
                        .map(LiveRecord.Switch::revision)
                        .filter(to -> world.sets().containsKey(to)
                                && world.sets().get(to).replicas() > 0)
                        .filter(to -> world.sets().get(to).record().isPresent())
                        .map(to -> scale(world, to, 0)),
                false);
    }

    private static Program dropsTheFinalizer() {
        return Bug.alsoDoes(
                (world, plan) -> Optional.of(new Action.RemoveFinalizer())
                        .filter(action -> world.terminating() && world.finalizer())
                        .map(Action.class::cast),
                true);
    }
}
