package io.magentobluegreen.release.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.release.record.Colour;
import io.magentobluegreen.release.record.ReleaseName;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How parts of a plan come together. */
class PlanTest {
    private static final String A = "aaaaaaaaaa";
    private static final SetRecord RECORD = SetRecord.begin(new ReleaseName(A, 1), "A", Colour.BLUE, 2, Instant.EPOCH);
    private static final Action SCALE = new Action.Scale(A, 2, RECORD);
    private static final Action WRITE = new Action.WriteRecord(A, RECORD);
    private static final Action PUBLISH = new Action.Publish(A);

    private static Plan plan(Action... actions) {
        return Plan.act(Step.CLEAN.phase(), "message", actions);
    }

    @Test
    void wakesAtTheSoonerOfTwoTimes() {
        Plan later = plan().waking(Duration.ofSeconds(5));
        assertThat(later.wake()).contains(Duration.ofSeconds(5));
        assertThat(later.waking(Duration.ofSeconds(3)).wake()).contains(Duration.ofSeconds(3));
        assertThat(later.waking(Duration.ofSeconds(7)).wake()).contains(Duration.ofSeconds(5));
        assertThat(later.waking(Duration.ofSeconds(5))).isSameAs(later);
    }

    @Test
    void leavesForTheNextTurnWhatWouldUndoWhatComesFirst() {
        assertThat(plan(WRITE, PUBLISH).after(List.of(SCALE)).actions()).containsExactly(SCALE);
        assertThat(plan(PUBLISH).after(List.of(SCALE)).actions()).containsExactly(SCALE, PUBLISH);
        assertThat(plan(WRITE).after(List.of()).actions()).containsExactly(WRITE);
    }

    @Test
    void leavesOutWhatWouldUndoWhatItDoes() {
        assertThat(plan(WRITE).then(List.of(SCALE, PUBLISH)).actions()).containsExactly(WRITE, PUBLISH);
        assertThat(plan().then(List.of(SCALE, WRITE)).actions()).containsExactly(SCALE);
    }
}
