package io.magentobluegreen.release.path;

import static io.magentobluegreen.release.table.Shop.A;
import static io.magentobluegreen.release.table.Shop.B;
import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.release.model.Builder;
import io.magentobluegreen.release.model.Happy;
import io.magentobluegreen.release.model.Operator;
import io.magentobluegreen.release.model.Spec;
import io.magentobluegreen.release.model.World;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.table.Shop;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is lost in the middle of a release is not made up for by what was decided before. */
class LostFactsTest {
    @Test
    void asksAPersonWhereTheLedgerWasLostBetweenTheDecisionAndTheUpgrade() {
        // Given
        World decided = Shop.releasing(Step.UPGRADE);
        // When
        World rests = stalled(withoutLedger(decided));
        // Then
        assertThat(Operator.in(rests).plan().stall()).contains("DatabaseAhead");
        assertThat(Operator.in(rests).plan().message()).endsWith("acceptDatabaseOf: A");
        assertThat(rests.upgradePods()).isFalse();
    }

    @Test
    void asksAPersonAlsoWhereTheJobWaitsToBeResumed() {
        // Given
        World made = Happy.until(
                Shop.releasing(Step.UPGRADE),
                world -> world.ledger().orElseThrow().open().isPresent());
        // When
        World rests = stalled(withoutLedger(made));
        // Then
        assertThat(Operator.in(rests).plan().stall()).contains("DatabaseAhead");
        assertThat(rests.upgradePods()).isFalse();
    }

    @Test
    void upgradesOnceThePersonHasAccepted() {
        // Given
        World rests = stalled(withoutLedger(Shop.releasing(Step.UPGRADE)));
        // When
        World runs = Happy.until(Shop.asking(rests, Spec.WHOLE.accepting("A")), World::upgradePods);
        // Then
        assertThat(Shop.record(runs, B).step()).isEqualTo(Step.UPGRADE);
        assertThat(runs.finalizer()).isTrue();
    }

    @Test
    void leavesAServiceAloneWhoseRecordWasStrippedWhileTheFirstFlipIsUnproven() {
        // Given
        World first = Happy.until(
                Shop.empty(Spec.PLAIN), world -> Shop.liveRevision(world).equals(A));
        // When
        World stripped =
                Shop.change(first, builder -> builder.service(Optional.of(new World.Svc(Optional.empty(), A))));
        World restarted = Shop.change(stripped, Builder::restart);
        // Then
        assertThat(Operator.in(restarted).plan().stall()).contains("RecordLost");
        assertThat(Shop.operated(restarted).service().orElseThrow().selects()).isEqualTo(A);
        assertThat(Shop.operated(stripped).service()).as("who remembers it").isEqualTo(first.service());
    }

    @Test
    void usesASetWithoutRecordForNoRetryThatIsStale() {
        // Given
        World before = Shop.releasing(Step.VERIFY);
        World.Dep set = before.sets().get(B);
        World lost = Shop.change(
                before, builder -> builder.set(B, new World.Dep(Optional.empty(), set.replicas(), set.ready())));
        // When
        World stale = Shop.operated(Shop.commanding(lost, Shop.retry(B + "-2")));
        World current = Shop.operated(Shop.commanding(lost, Shop.retry(B + "-3")));
        // Then
        assertThat(Operator.in(stale).plan().stall()).contains("RecordLost");
        assertThat(Shop.find(current, B).map(SetRecord::release).orElseThrow()).hasToString(B + "-3");
    }

    private static World stalled(World world) {
        return Happy.until(world, at -> Operator.in(at).plan().stall().isPresent());
    }

    private static World withoutLedger(World world) {
        return Shop.change(world, builder -> builder.ledger = Optional.empty());
    }
}
