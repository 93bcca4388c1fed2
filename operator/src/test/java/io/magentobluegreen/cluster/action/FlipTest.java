package io.magentobluegreen.cluster.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Service;
import io.magentobluegreen.NeedsRealApiServer;
import io.magentobluegreen.cluster.ObservedStale;
import io.magentobluegreen.cluster.RecordedSelector;
import io.magentobluegreen.cluster.TestStore;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.record.SetRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

@NeedsRealApiServer
class FlipTest {
    private final TestStore store = TestStore.create();

    @Test
    void stampsTheSetAndWritesSelectorAndRecordTogether() {
        Action.Flip flip = flip(store.begun());

        store.work().flip(flip);

        assertThat(store.liveRecord()).isEqualTo(flip.next());
        assertThat(RecordedSelector.isOn(store.service(), "shop", flip.next())).isTrue();
        assertThat(store.record().promoting()).contains(TestStore.NOW);
    }

    @Test
    void asksTheGatesAfterTheStamp() {
        Action.Flip flip = flip(store.begun());
        List<Optional<?>> stamps = new ArrayList<>();

        flipping(asked -> {
                    stamps.add(store.record().promoting());
                    return Optional.empty();
                })
                .flip(flip);

        assertThat(stamps).containsExactly(Optional.of(TestStore.NOW));
    }

    @Test
    void leavesTheServiceWhereAGateIsClosed() {
        Action.Flip flip = flip(store.begun());
        Service before = store.service();

        assertThatThrownBy(
                        () -> flipping(asked -> Optional.of("it is too small")).flip(flip))
                .isInstanceOf(ObservedStale.class)
                .hasMessageContaining("it is too small");
        assertThat(store.service()).isEqualTo(before);
    }

    /** An ending that comes before the flip rests on the same caches. */
    @Test
    void writesNoEndingBeforeAFlipThatIsRefused() {
        SetRecord record = store.begun();
        Action.WriteRecord ending = new Action.WriteRecord(
                store.wanted(), record.end(Outcome.ROLLED_BACK, "NoReadyEndpoint", "none", TestStore.NOW));

        assertThatThrownBy(() -> flipping(asked -> Optional.of("live has a ready endpoint"))
                        .carryOut(List.of(ending, flip(record))))
                .isInstanceOf(ObservedStale.class)
                .hasMessageContaining("live has a ready endpoint");
        assertThat(store.record()).isEqualTo(record);
    }

    @Test
    void writesNoEndingBeforeASwitchThatDoesNotEndOnLive() {
        SetRecord record = store.begun();
        Action.WriteRecord ending = new Action.WriteRecord(
                store.wanted(), record.end(Outcome.ROLLED_BACK, "OverlapFailed", "none", TestStore.NOW));
        Action.EndSwitch end = new Action.EndSwitch(store.liveRecord().nextEpoch());

        assertThatThrownBy(() ->
                        flipping(asked -> Optional.of("the new set is ready")).carryOut(List.of(ending, end)))
                .isInstanceOf(ObservedStale.class);
        assertThat(store.record()).isEqualTo(record);
        assertThatThrownBy(() ->
                        flipping(asked -> Optional.of("the new set is ready")).carryOut(List.of(end)))
                .isInstanceOf(ObservedStale.class);
        assertThat(store.liveRecord().epoch()).isZero();
    }

    @Test
    void leavesTheSetUnstampedOnAnotherEpoch() {
        Action.Flip flip = flip(store.begun());
        store.work().writeLive(new Action.WriteLive(store.liveRecord().nextEpoch()));

        assertThatThrownBy(() -> store.work().flip(flip)).isInstanceOf(ObservedStale.class);
        assertThat(store.record().promoting()).isEmpty();
    }

    @Test
    void getsAConflictWhenItWasGivenUpWhileItSlept() {
        Action.Flip flip = flip(store.begun());

        assertThatThrownBy(() -> flipping(asked -> {
                            store.work()
                                    .writeLive(new Action.WriteLive(
                                            store.liveRecord().nextEpoch()));
                            return Optional.empty();
                        })
                        .flip(flip))
                .isInstanceOf(ObservedStale.class);
        assertThat(store.liveRecord().live()).isEmpty();
    }

    @Test
    void recreatesNoServiceThatWasDeletedWhileItSlept() {
        Action.Flip flip = flip(store.begun());

        assertThatThrownBy(() -> flipping(asked -> {
                            store.client().resource(store.service()).delete();
                            return Optional.empty();
                        })
                        .flip(flip))
                .isInstanceOf(ObservedStale.class);
        assertThat(store.service()).isNull();
    }

    @Test
    void stampsNothingThatWasScaledAfterTheLook() {
        SetRecord record = store.begun();
        Action.Flip flip = flip(record);
        ActionExecutor sleeping = store.work();
        store.work().scale(new Action.Scale(store.wanted(), 3, record));

        assertThatThrownBy(() -> sleeping.flip(flip)).isInstanceOf(ObservedStale.class);
        assertThat(store.liveRecord().live()).isEmpty();
    }

    private Action.Flip flip(SetRecord record) {
        LiveRecord next = store.liveRecord().flippedTo(TestStore.slot(record, 2), "u1", TestStore.NOW);
        return new Action.Flip(store.wanted(), 0, next);
    }

    private ActionExecutor flipping(Function<Action, Optional<String>> gate) {
        return store.work(store.look().objects(), gate);
    }
}
