package io.magentobluegreen.release.walk;

import io.magentobluegreen.release.guard.GuardPlanner;
import io.magentobluegreen.release.model.Builder;
import io.magentobluegreen.release.model.ModelCluster;
import io.magentobluegreen.release.model.Program;
import io.magentobluegreen.release.model.World;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.plan.Plan;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.seen.JobView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** A program with one bug in it. */
final class Bug {
    private Bug() {}

    /** The plan is another one. */
    static Program plans(BiFunction<World, Plan, Plan> bug) {
        return new Program() {
            @Override
            public Plan plan(World world) {
                return bug.apply(world, super.plan(world));
            }
        };
    }

    /** Each action of a plan is another one; null: it is forgotten. */
    static Program does(BiFunction<World, Action, Action> bug) {
        return plans((world, plan) -> with(
                plan,
                plan.actions().stream()
                        .map(action -> bug.apply(world, action))
                        .filter(action -> action != null)
                        .toList()));
    }

    /** An action that the plan has not comes first. */
    static Program alsoDoes(BiFunction<World, Plan, Optional<Action>> bug, boolean refusing) {
        return new Program() {
            @Override
            public Plan plan(World world) {
                Plan plan = super.plan(world);
                List<Action> all =
                        new ArrayList<>(bug.apply(world, plan).stream().toList());
                all.addAll(plan.actions());
                return with(plan, all);
            }

            @Override
            public ModelCluster cluster(Builder to, boolean byGuard) {
                return refusing ? super.cluster(to, byGuard) : blind(to, byGuard);
            }
        };
    }

    /** It plans for a world that it sees as another one. */
    static Program sees(UnaryOperator<World> bug) {
        return new Program() {
            @Override
            public Plan plan(World world) {
                return super.plan(bug.apply(world));
            }
        };
    }

    /** The guard does something else. */
    static Program guards(BiFunction<World, List<Action>, List<Action>> bug) {
        return new Program() {
            @Override
            public GuardPlanner.GuardPlan guard(World world) {
                GuardPlanner.GuardPlan plan = super.guard(world);
                return new GuardPlanner.GuardPlan(bug.apply(world, plan.actions()), plan.problem(), plan.wake());
            }

            @Override
            public ModelCluster cluster(Builder to, boolean byGuard) {
                return byGuard ? blind(to, true) : super.cluster(to, false);
            }
        };
    }

    /** Writes carry no version, and the executor asks nothing once more. */
    static Program writesBlindly() {
        return new Program() {
            @Override
            public boolean carriesVersion(Action write) {
                return false;
            }

            @Override
            public ModelCluster cluster(Builder to, boolean byGuard) {
                return blind(to, byGuard);
            }
        };
    }

    /** A flip that slept is written whatever was written meanwhile. */
    static Program flipsBlindly() {
        return new Program() {
            @Override
            public boolean carriesVersion(Action write) {
                return !(write instanceof Action.Flip);
            }
        };
    }

    private static ModelCluster blind(Builder to, boolean byGuard) {
        return new ModelCluster(to, byGuard) {
            @Override
            protected void refuseIfInUse(String revision, World.Dep dep) {
                // The bug: nobody looks whether it serves.
            }

            @Override
            protected void refuseIfCancelled(JobView job) {
                // The bug: a resume that slept is carried out.
            }

            @Override
            protected Optional<String> closed(Action.Flip flip) {
                return Optional.empty();
            }
        };
    }

    static Plan with(Plan plan, List<Action> actions) {
        return new Plan(plan.phase(), plan.message(), plan.stall(), actions, plan.wake());
    }

    static Optional<SetRecord> attempt(World world) {
        return world.sets().values().stream()
                .flatMap(dep -> dep.record().stream())
                .filter(record -> !record.ended())
                .filter(record -> !world.liveRevision()
                        .filter(record.release().revision()::equals)
                        .isPresent())
                .findFirst();
    }
}
