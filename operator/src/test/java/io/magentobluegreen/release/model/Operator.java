package io.magentobluegreen.release.model;

import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the operator does in one world: the plans of its two controllers, whole, cut short by a crash, or overtaken. */
public final class Operator {
    private final World world;
    private final Program program;
    private final Plan plan;
    private final List<Action> guard;

    private Operator(World world) {
        this.world = world;
        program = world.knobs().program();
        plan = program.plan(world);
        guard = program.guard(world).actions();
    }

    public static Operator in(World world) {
        return new Operator(world);
    }

    public Plan plan() {
        return plan;
    }

    public List<Action> guard() {
        return guard;
    }

    /** The plans of the two controllers, each carried out until it is done or refused; only what changes something. */
    public List<World> steps() {
        List<World> next = new ArrayList<>();
        carryOut(plan.actions(), false, next, new ArrayList<>());
        carryOut(guard, true, next, new ArrayList<>());
        return next;
    }

    /** The operator killed after each of a plan's writes, and started again: costs of the budget. */
    public List<World> crashes() {
        List<World> next = new ArrayList<>();
        carryOut(plan.actions(), false, new ArrayList<>(), next);
        carryOut(guard, true, new ArrayList<>(), next);
        return next;
    }

    private void carryOut(List<Action> actions, boolean byGuard, List<World> whole, List<World> killed) {
        Builder builder = world.with();
        ModelCluster cluster = program.cluster(builder, byGuard);
        try {
            for (Action action : actions) {
                halfDone(action, builder, byGuard, killed);
                carryOut(action, builder, cluster);
                kill(builder.build().with(), killed);
            }
        } catch (ModelCluster.Refused refused) {
            // The rest of the plan is dropped; what was written stays.
        }
        World done = builder.build();
        if (!done.equals(world)) {
            whole.add(done);
        }
    }

    /** What is put on record rests on what was seen when it was decided. */
    private static void carryOut(Action action, Builder builder, ModelCluster cluster) {
        World before = builder.build();
        action.on(cluster);
        Evidences.hold(before, action);
    }

    /** A Job is made, and then its UID put on record; a flip is announced by a stamp, and then written. */
    private void halfDone(Action action, Builder builder, boolean byGuard, List<World> killed) {
        Builder half = builder.build().with();
        ModelCluster cluster = program.cluster(half, byGuard);
        if (action instanceof Action.RunJob run && builder.sets.containsKey(run.runs())) {
            cluster.makeJob(run);
            kill(half, killed);
        } else if (action instanceof Action.Flip flip) {
            cluster.stampAndAskGates(flip);
            kill(half, killed);
        }
    }

    private static void kill(Builder at, List<World> killed) {
        at.spend();
        at.restart();
        killed.add(at.build());
    }

    /** A leader that decides on a write and is overtaken before it is sent; costs of the budget. */
    public List<World> sleepers() {
        List<World> next = new ArrayList<>();
        if (world.sleeping().isEmpty()) {
            fallAsleep(plan.actions(), false, next);
            fallAsleep(guard, true, next);
        }
        return next;
    }

    private void fallAsleep(List<Action> actions, boolean byGuard, List<World> next) {
        Builder builder = world.with();
        ModelCluster cluster = program.cluster(builder, byGuard);
        try {
            for (Action action : actions) {
                if (!ModelCluster.objectOf(action).isEmpty()) {
                    asleep(builder.build(), action, byGuard).ifPresent(next::add);
                }
                carryOut(action, builder, cluster);
            }
        } catch (ModelCluster.Refused refused) {
            // What comes after it is not decided on.
        }
    }

    private Optional<World> asleep(World at, Action action, boolean byGuard) {
        Builder builder = at.with().spend();
        try {
            if (action instanceof Action.Flip flip) {
                program.cluster(builder, byGuard).stampAndAskGates(flip);
            }
        } catch (ModelCluster.Refused refused) {
            return Optional.empty();
        }
        builder.sleeping = Optional.of(new World.Sleeping(action, byGuard));
        builder.restart();
        return Optional.of(builder.build());
    }

    /** The overtaken write is sent after all. */
    public List<World> wakes() {
        return world.sleeping().map(this::wake).stream().toList();
    }

    private World wake(World.Sleeping sleeping) {
        Builder builder = world.with();
        builder.sleeping = Optional.empty();
        ModelCluster cluster = program.cluster(builder, sleeping.byGuard());
        try {
            if (sleeping.action() instanceof Action.Flip flip) {
                cluster.write(flip);
            } else {
                sleeping.action().on(cluster);
            }
        } catch (ModelCluster.Refused refused) {
            builder = world.with();
            builder.sleeping = Optional.empty();
        }
        return builder.build();
    }
}
