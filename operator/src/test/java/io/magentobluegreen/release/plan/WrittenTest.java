package io.magentobluegreen.release.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.release.ledger.Ledger;
import io.magentobluegreen.release.record.Colour;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.ReleaseName;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which object each action writes, so that no two of one plan write the same. */
class WrittenTest {
    private static final String A = "aaaaaaaaaa";
    private static final ReleaseName RELEASE = new ReleaseName(A, 1);
    private static final SetRecord RECORD = SetRecord.begin(RELEASE, "A", Colour.BLUE, 2, Instant.EPOCH);
    private static final LiveRecord LIVE = LiveRecord.none();

    static Stream<Arguments> actions() {
        return Stream.of(
                Arguments.of(new Action.Flip(A, 0, LIVE), List.of("service", "set " + A)),
                Arguments.of(new Action.WriteLedger(Ledger.empty()), List.of("ledger")),
                Arguments.of(new Action.CreateService(LIVE), List.of("service")),
                Arguments.of(new Action.WriteLive(LIVE), List.of("service")),
                Arguments.of(new Action.RestoreSelector(LIVE), List.of("service")),
                Arguments.of(new Action.EndSwitch(LIVE), List.of("service")),
                Arguments.of(new Action.AdoptService(LIVE), List.of("service")),
                Arguments.of(new Action.RecreateService(LIVE), List.of("service")),
                Arguments.of(new Action.MakeSet(RECORD), List.of("set " + A)),
                Arguments.of(new Action.WriteRecord(A, RECORD), List.of("set " + A)),
                Arguments.of(new Action.Scale(A, 2, RECORD), List.of("set " + A)),
                Arguments.of(new Action.Collect(A, false), List.of("set " + A)),
                Arguments.of(new Action.RunJob(A, RELEASE, Step.CLEAN, 1, "bbbbbbbbbb", Map.of()), List.of("set " + A)),
                Arguments.of(
                        new Action.RebuildSet(new LiveRecord.Slot(RELEASE, "A", Colour.BLUE, 1, 2)),
                        List.of("set " + A)),
                Arguments.of(new Action.Publish(A), List.of()),
                Arguments.of(new Action.Announce(false, "Reason", "message"), List.of()));
    }

    @ParameterizedTest
    @MethodSource("actions")
    void isTheObjectThatItChanges(Action action, List<String> objects) {
        assertThat(Written.by(action)).containsExactlyInAnyOrderElementsOf(objects);
    }

    @ParameterizedTest
    @MethodSource("actions")
    void overlapsWithWhatWritesTheSame(Action action, List<String> objects) {
        assertThat(Written.overlaps(action, List.of(new Action.Publish(A), action)))
                .isEqualTo(!objects.isEmpty());
        assertThat(Written.overlaps(action, List.of(new Action.Scale("cccccccccc", 1, RECORD))))
                .isFalse();
    }
}
