package io.magentobluegreen.release.path;

import static io.magentobluegreen.release.table.Shop.C;
import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.release.gate.Turn;
import io.magentobluegreen.release.ledger.Ledger;
import io.magentobluegreen.release.model.Builder;
import io.magentobluegreen.release.model.Happy;
import io.magentobluegreen.release.model.Jobs;
import io.magentobluegreen.release.model.Surroundings;
import io.magentobluegreen.release.model.World;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.plan.Plan;
import io.magentobluegreen.release.record.Ending;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.JobView;
import io.magentobluegreen.release.seen.Verdict;
import io.magentobluegreen.release.table.Shop;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What the release is told of an upgrade whose end the ledger knows, and whose Job is whose. */
class UpgradeVerdictTest {
    private static final World RUNNING = UpgradesTest.RUNNING;
    private static final JobView JOB = UpgradesTest.JOB;
    private static final World WAITING = Happy.until(
            Shop.releasing(Step.UPGRADE),
            world -> UpgradesTest.jobOf(world).filter(JobView::suspended).isPresent());

    private static Plan settle(World world) {
        return new Upgrades(new Turn(world.want(), world.seen(), World.NOW))
                .settle()
                .orElseThrow();
    }

    private static Ending ending(String ledgerSays, Consumer<Builder> change) {
        World world = Shop.change(RUNNING, builder -> {
            change.accept(builder);
            builder.ledger(RUNNING.ledger().orElseThrow().ended(JOB.uid(), ledgerSays));
        });
        return settle(world).actions().stream()
                .filter(Action.WriteRecord.class::isInstance)
                .flatMap(action -> ((Action.WriteRecord) action).record().ending().stream())
                .findFirst()
                .orElseThrow();
    }

    private static Ending failing(Verdict verdict) {
        return ending(Ledger.FAILED, builder -> Surroundings.finish(builder, JOB, verdict));
    }

    private static JobView other(String name, boolean cancelled, boolean finished) {
        Optional<Verdict> verdict = finished ? Optional.of(Verdict.passed(Map.of())) : Optional.empty();
        return new JobView(
                name,
                name + "-uid",
                C + "-9",
                Step.UPGRADE,
                1,
                "C",
                "",
                !finished,
                cancelled,
                verdict,
                verdict.map(known -> World.NOW),
                true);
    }

    @Test
    void aFailedUpgradeEndsTheReleaseWithWhatItSaid() {
        Ending said = failing(new Verdict(Verdict.Result.FAILED, "Broken", "SQLSTATE[42S02] in patch X", Map.of()));
        assertThat(said.reason()).isEqualTo("UpgradeFailed");
        assertThat(said.message()).isEqualTo("SQLSTATE[42S02] in patch X");
    }

    @Test
    void oneThatSaidNothingSaysWhereItsLogIs() {
        Ending silent = failing(new Verdict(Verdict.Result.FAILED, "Broken", "", Map.of()));
        assertThat(silent.reason()).isEqualTo("UpgradeFailed");
        assertThat(silent.message()).isEqualTo("The upgrade failed; the log is in the pod of Job " + JOB.name());
    }

    @Test
    void aDeletedJobIsNotAFailureOfTheUpgrade() {
        Ending vanished = ending(Ledger.VANISHED, builder -> builder.jobs.clear());
        assertThat(vanished.reason()).isEqualTo("Vanished");
        assertThat(vanished.message())
                .isEqualTo("The upgrade Job " + JOB.name()
                        + " was deleted while it ran; look at the database, then retry");
    }

    @Test
    void theJobThatTheLedgerNamesIsAwaitedWhateverOthersThereAre() {
        World another = Shop.change(RUNNING, builder -> builder.jobs.put("a-first", other("a-first", false, true)));
        Plan plan = settle(another);
        assertThat(plan.actions()).isEmpty();
        assertThat(plan.message()).contains(JOB.name());
    }

    @Test
    void theAttemptsOwnJobGoesOnceItIsCancelled() {
        JobView job = UpgradesTest.jobOf(WAITING).orElseThrow();
        World cancelled = Shop.change(WAITING, builder -> builder.jobs.put(job.name(), Jobs.cancelled(job)));
        assertThat(settle(cancelled).actions()).containsExactly(new Action.DeleteJob(job.name(), job.uid()));
    }

    @Test
    void aStrayGoesAlthoughTheLedgerNamesTheJobThatIsAboutToRun() {
        JobView job = UpgradesTest.jobOf(WAITING).orElseThrow();
        World both = Shop.change(WAITING, builder -> {
            builder.jobs.put("stray", other("stray", true, false));
            builder.ledger(WAITING.ledger().orElseThrow().touched(job.image(), job.release(), job.uid()));
        });
        assertThat(settle(both).actions()).containsExactly(new Action.DeleteJob("stray", "stray-uid"));
    }
}
