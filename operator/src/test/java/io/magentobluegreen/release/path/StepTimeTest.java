package io.magentobluegreen.release.path;

import static io.magentobluegreen.release.table.Shop.B;
import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.release.ReleasePlanner;
import io.magentobluegreen.release.model.Happy;
import io.magentobluegreen.release.model.Spec;
import io.magentobluegreen.release.model.World;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.plan.Plan;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.JobView;
import io.magentobluegreen.release.seen.Observed;
import io.magentobluegreen.release.table.Shop;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A deadline counts from when its step began: what came before it may have waited as long as it liked. */
class StepTimeTest {
    private static final Duration HOURS = Duration.ofHours(5);

    @Test
    void doesNotCountTheCleaningOfLiveAsTheCleaningOfGreen() {
        // Given
        World cleaned = running(Step.CLEAN, Step.CLEAN, late(Shop.releasing(Step.CLEAN)));
        // When
        Plan plan = decide(cleaned, World.NOW.plusSeconds(30));
        // Then
        assertThat(plan.stall()).isEmpty();
    }

    @Test
    void countsAnUpgradeFromItsResume() {
        // Given
        World paused = Happy.until(
                Shop.releasing(Step.UPGRADE),
                world -> world.jobs().values().stream().anyMatch(JobView::suspended));
        // When
        World resumed = running(Step.UPGRADE, Step.UPGRADE, late(paused));
        // Then
        assertThat(decide(resumed, World.NOW.plusSeconds(30)).stall()).isEmpty();
        assertThat(decide(resumed, World.NOW.plus(HOURS)).stall()).contains("UpgradeOverdue");
    }

    @Test
    void countsTheVerificationFromTheEndOfAReindexThatWasGivenUp() {
        // Given
        World reindexing = late(Shop.releasing(Step.REINDEX));
        // When
        World without = Shop.operated(Shop.asking(reindexing, Spec.PLAIN));
        // Then
        assertThat(Shop.record(without, B).ending()).isEmpty();
        assertThat(Shop.standsAt(without, B, Step.VERIFY)).isTrue();
    }

    @Test
    void countsTheCutoverFromTheEndOfAWaitForApproval() {
        // Given
        World approval = late(Shop.releasing(Step.APPROVAL));
        World unready = Shop.change(
                approval,
                builder ->
                        builder.sets.put(B, new World.Dep(approval.sets().get(B).record(), 2, 1)));
        // When
        World automatic = Shop.operated(Shop.asking(unready, Spec.PLAIN));
        // Then
        assertThat(Shop.record(automatic, B).ending()).isEmpty();
        assertThat(Shop.standsAt(automatic, B, Step.CUTOVER_SIZE)).isTrue();
    }

    @Test
    void cleansAgainAfterTimeAway() {
        // Given
        World ready = Shop.releasing(Step.FLIP);
        Instant later = World.NOW.plus(HOURS);
        // When
        Plan plan = ReleasePlanner.decide(ready.want(), attentiveSince(ready.seen(), later), later);
        // Then
        assertThat(plan.actions()).noneMatch(action -> action instanceof Action.Flip);
        assertThat(plan.actions().get(0))
                .isInstanceOfSatisfying(
                        Action.WriteRecord.class,
                        write -> assertThat(write.record().step()).isEqualTo(Step.CUTOVER_CLEAN));
    }

    private static World running(Step at, Step job, World from) {
        return Happy.until(
                from,
                world -> Shop.standsAt(world, B, at)
                        && world.jobs().values().stream()
                                .anyMatch(each -> each.step() == job && !each.suspended() && !each.finished()));
    }

    private static Plan decide(World world, Instant now) {
        return ReleasePlanner.decide(world.want(), world.seen(), now);
    }

    /** The step that B stands at began long ago. */
    private static World late(World world) {
        SetRecord old = Shop.record(world, B).timed(World.LONG_AGO);
        return Shop.change(world, builder -> builder.record(B, old));
    }

    private static Observed attentiveSince(Observed seen, Instant since) {
        return new Observed(
                seen.service(),
                seen.remembered(),
                seen.sets(),
                seen.ledger(),
                seen.jobs(),
                seen.upgradePods(),
                seen.finalizer(),
                seen.published(),
                seen.preview(),
                seen.answers(),
                seen.soak(),
                seen.standing(),
                since);
    }
}
