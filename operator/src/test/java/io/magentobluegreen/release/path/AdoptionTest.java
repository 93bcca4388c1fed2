package io.magentobluegreen.release.path;

import static io.magentobluegreen.release.table.Shop.A;
import static io.magentobluegreen.release.table.Shop.B;
import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.release.ReleasePlanner;
import io.magentobluegreen.release.gate.Deadlines;
import io.magentobluegreen.release.ledger.Ledger;
import io.magentobluegreen.release.model.Happy;
import io.magentobluegreen.release.model.Spec;
import io.magentobluegreen.release.model.World;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.plan.Plan;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.table.Shop;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A Service that served before there was a resource. */
class AdoptionTest {
    private static World found() {
        return Shop.adoptable();
    }

    private static World adopted() {
        return Happy.live(found(), A);
    }

    private static World left() {
        World adopted = adopted();
        return Shop.change(
                adopted,
                builder -> builder.record(
                        A, Shop.record(adopted, A).end(Outcome.ROLLED_BACK, "SoakFailed", "a page fails", World.NOW)));
    }

    private static Plan plan(World world) {
        return planAfter(world, Duration.ZERO);
    }

    private static Plan planAfter(World world, Duration time) {
        return ReleasePlanner.decide(world.want(), world.seen(), World.NOW.plus(time));
    }

    private static boolean forgets(Plan plan) {
        return plan.actions().stream()
                .anyMatch(action -> action instanceof Action.WriteLive write
                        && write.record().adopted().isEmpty());
    }

    @Test
    void changesNothingOfTheServiceBeforeItsCutover() {
        World before = Happy.until(found(), world -> Shop.standsAt(world, A, Step.WARM_UP));
        assertThat(before.service()).contains(new World.Svc(Optional.empty(), World.ADOPTED));
        World marked = Happy.until(
                found(), world -> world.service().flatMap(World.Svc::record).isPresent());
        assertThat(marked.service().orElseThrow().selects()).isEqualTo(World.ADOPTED);
    }

    /** Somebody replaces it: one of ours would stand in its way, and select nothing. */
    @Test
    void waitsForAServiceThatIsGoneBeforeItsCutover() {
        World before = Happy.until(found(), world -> Shop.standsAt(world, A, Step.WARM_UP));
        World gone = Shop.change(before, builder -> builder.service(Optional.empty()));
        assertThat(plan(gone).stall()).contains("AdoptionServiceMissing");
        assertThat(plan(gone).actions()).isEmpty();
        assertThat(plan(gone).wake()).contains(Deadlines.MENDED);
        World ordinary = Happy.until(
                Shop.wanting(Shop.empty(Spec.PLAIN.adopting()), A), world -> Shop.standsAt(world, A, Step.WARM_UP));
        assertThat(plan(Shop.change(ordinary, builder -> builder.service(Optional.empty())))
                        .actions())
                .anyMatch(Action.CreateService.class::isInstance);
    }

    /** A leader died between the stamp and the write of the Service: the next one flips, and gives nothing up. */
    @Test
    void goesOnWithAStampedSetThatIsFit() {
        World marked = Happy.until(
                found(), world -> world.service().flatMap(World.Svc::record).isPresent());
        World ready =
                Happy.until(marked, world -> plan(world).actions().stream().anyMatch(Action.Flip.class::isInstance));
        World stamped = Shop.change(
                ready,
                builder -> builder.record(A, Shop.record(ready, A).stamped(Optional.of(World.NOW.minusSeconds(60)))));
        assertThat(plan(stamped).actions()).anyMatch(Action.Flip.class::isInstance);
    }

    @Test
    void refusesCodeThatNeedsAnUpgrade() {
        World rests = Happy.until(
                Shop.wanting(found(), B), world -> plan(world).stall().isPresent());
        assertThat(plan(rests).stall()).contains(Adoption.UPGRADE_DUE);
        assertThat(rests.service()).contains(new World.Svc(Optional.empty(), World.ADOPTED));
    }

    @Test
    void givesTheTrafficBackWhereTheFirstReleaseIsLeft() {
        assertThat(plan(left()).actions())
                .anyMatch(action ->
                        action instanceof Action.Flip flip && flip.to().equals(LiveRecord.ADOPTED));
    }

    @Test
    void waitsForAReadyPodOfWhatServedBeforeAndGivesUp() {
        World unready = Shop.change(left(), builder -> builder.legacy = 0);
        Plan waiting = planAfter(unready, Deadlines.BACK.minusSeconds(1));
        assertThat(waiting.actions()).isEmpty();
        assertThat(waiting.stall()).isEmpty();
        assertThat(waiting.message()).startsWith("Going back to what the Service selected before it was adopted: ");
        Plan late = planAfter(unready, Deadlines.BACK);
        assertThat(late.stall()).contains("RollbackFailed");
        assertThat(late.message()).isEqualTo("What the Service selected before it was adopted has no ready pod");
        World one = Shop.change(left(), builder -> builder.legacy = 1);
        assertThat(plan(one).actions()).anyMatch(Action.Flip.class::isInstance);
    }

    @Test
    void givesUpWhereTheDatabaseWasTouchedSince() {
        World touched = Shop.change(
                left(),
                builder -> builder.ledger(builder.ledger
                        .orElseThrow()
                        .touched("B", B + "-2", "another Job")
                        .ended("another Job", Ledger.FAILED)
                        .cleaned("another Job")));
        Plan plan = plan(touched);
        assertThat(plan.stall()).contains("RollbackFailed");
        assertThat(plan.message()).startsWith("The database was touched since the Service was adopted");
        assertThat(plan.actions())
                .anySatisfy(action -> assertThat(action)
                        .isInstanceOfSatisfying(
                                Action.WriteRecord.class,
                                write -> assertThat(write.record().outcome()).contains(Outcome.ROLLBACK_FAILED)));
    }

    @Test
    void forgetsWhatServedBeforeWhenTheFirstWindowIsOver() {
        World adopted = adopted();
        assertThat(forgets(plan(adopted))).isFalse();
        assertThat(forgets(planAfter(adopted, adopted.want().window().minusMillis(1))))
                .isFalse();
        assertThat(forgets(planAfter(adopted, adopted.want().window()))).isTrue();
    }

    @Test
    void forgetsNothingWhereNothingWasAdopted() {
        World live = Shop.live(Spec.PLAIN, A);
        assertThat(forgets(planAfter(live, live.want().window()))).isFalse();
    }

    @Test
    void letsNoSetOfOursCountAsPromotedAfterwards() {
        World back = Shop.operated(left());
        assertThat(back.service().orElseThrow().selects()).isEqualTo(World.ADOPTED);
        assertThat(Shop.find(back, A).filter(SetRecord::everPromoted)).isEmpty();
        assertThat(Shop.find(back, A)).isPresent();
    }
}
