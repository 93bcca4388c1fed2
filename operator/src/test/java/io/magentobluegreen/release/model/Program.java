package io.magentobluegreen.release.model;

import io.magentobluegreen.release.ReleasePlanner;
import io.magentobluegreen.release.guard.GuardPlanner;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.plan.Plan;

/** What the operator's two controllers plan, and the cluster that they write to. A bug is planted by overriding it. */
public class Program {
    /** The program as it is. */
    public static final Program OURS = new Program();

    public Plan plan(World world) {
        return ReleasePlanner.decide(world.want(), world.seen(), World.NOW);
    }

    public GuardPlanner.GuardPlan guard(World world) {
        return GuardPlanner.decide(world.guardView(), World.NOW);
    }

    /** Whether a write carries the version of the object that it was decided on. */
    public boolean carriesVersion(Action write) {
        return true;
    }

    public ModelCluster cluster(Builder to, boolean byGuard) {
        return new ModelCluster(to, byGuard);
    }
}
