package io.magentobluegreen.release;

import static io.magentobluegreen.release.table.Shop.B;
import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.release.model.Builder;
import io.magentobluegreen.release.model.Happy;
import io.magentobluegreen.release.model.Jobs;
import io.magentobluegreen.release.model.Sights;
import io.magentobluegreen.release.model.World;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.plan.Plan;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.JobView;
import io.magentobluegreen.release.seen.Observed;
import io.magentobluegreen.release.seen.Verdict;
import io.magentobluegreen.release.table.Shop;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A resource that is deleted goes when no upgrade of its store can be at the database any more. */
class DepartureTest {
    private static final World UPGRADING = Happy.until(
            Shop.releasing(Step.UPGRADE),
            world -> jobOf(world).filter(World::runs).isPresent());
    private static final JobView JOB = jobOf(UPGRADING).orElseThrow();

    private static Optional<JobView> jobOf(World world) {
        return world.jobs().values().stream()
                .filter(job -> job.step() == Step.UPGRADE && job.release().startsWith(B))
                .findFirst();
    }

    private static World departing(Consumer<Builder> change) {
        return Shop.change(UPGRADING, change.andThen(builder -> {
            builder.terminating = true;
            builder.finalizer = true;
            builder.ledger = Optional.empty();
        }));
    }

    private static Plan decide(Consumer<Builder> change) {
        World world = departing(change);
        return ReleasePlanner.decide(world.want(), world.seen(), World.NOW);
    }

    /** The Job in the place of the one that runs, as long as its pod is not there. */
    private static Plan decide(JobView job) {
        World world = departing(builder -> builder.jobs.clear());
        Observed seen = Sights.withJobs(world.seen(), Map.of(job.name(), job));
        return ReleasePlanner.decide(world.want(), seen, World.NOW);
    }

    private static JobView suspended(boolean cancelled) {
        return Jobs.with(JOB, true, cancelled, false);
    }

    @Test
    void waitsForAnUpgradeThatNoLedgerKnowsAndWhosePodIsNotThereYet() {
        Plan plan = decide(JOB);

        assertThat(plan.actions()).isEmpty();
        assertThat(plan.message()).isEqualTo("Waiting for an upgrade of this store to end");
        assertThat(plan.wake()).isPresent();
    }

    @Test
    void waitsForAPodThatIsLeft() {
        Plan plan = decide(builder -> {
            builder.jobs.clear();
            builder.orphans = 1;
        });

        assertThat(plan.actions()).isEmpty();
        assertThat(plan.wake()).isPresent();
    }

    /** Whoever is about to resume it gets a conflict. */
    @Test
    void takesBackAnUpgradeThatNeverBegan() {
        assertThat(decide(suspended(false)).actions()).containsExactly(new Action.CancelUpgrade(JOB.name(), JOB.uid()));
        assertThat(decide(suspended(true)).actions()).containsExactly(new Action.DeleteJob(JOB.name(), JOB.uid()));
    }

    @Test
    void goesWhenTheUpgradeHasEnded() {
        JobView ended = Jobs.with(JOB, false, Optional.of(Verdict.passed(Map.of())), Optional.of(World.NOW), false);
        assertThat(decide(ended).actions()).containsExactly(new Action.OwnUpgrade(JOB.name(), JOB.uid()));

        JobView owned = Jobs.with(JOB, false, Optional.of(Verdict.passed(Map.of())), Optional.of(World.NOW), true);
        assertThat(decide(owned).actions()).containsExactly(new Action.RemoveFinalizer());
    }

    @Test
    void goesWhereThereIsNoUpgrade() {
        assertThat(decide(builder -> builder.jobs.clear()).actions()).containsExactly(new Action.RemoveFinalizer());
    }
}
