package io.magentobluegreen.release;

import static io.magentobluegreen.release.table.Shop.B;
import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.release.model.Builder;
import io.magentobluegreen.release.model.Happy;
import io.magentobluegreen.release.model.Sights;
import io.magentobluegreen.release.model.Surroundings;
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

    @Test
    void waitsForAnUpgradeThatNoLedgerKnowsAndWhosePodIsNotThereYet() {
        World world = departing(builder -> builder.jobs.clear());
        Observed seen = Sights.withJobs(world.seen(), Map.of(JOB.name(), JOB));

        Plan plan = ReleasePlanner.decide(world.want(), seen, World.NOW);

        assertThat(plan.actions()).isEmpty();
        assertThat(plan.message()).contains("Waiting for the upgrade");
        assertThat(plan.wake()).isPresent();
    }

    @Test
    void goesWhenTheUpgradeHasEndedOrNeverBegan() {
        assertThat(decide(builder -> Surroundings.finish(builder, JOB, Verdict.passed(Map.of())))
                        .actions())
                .containsExactly(new Action.RemoveFinalizer());
        assertThat(decide(builder -> builder.jobs.clear()).actions()).containsExactly(new Action.RemoveFinalizer());
    }

    @Test
    void waitsForAPodThatIsLeft() {
        assertThat(decide(builder -> {
                            builder.jobs.clear();
                            builder.orphans = 1;
                        })
                        .actions())
                .isEmpty();
    }
}
