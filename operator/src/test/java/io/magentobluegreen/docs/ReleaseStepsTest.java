package io.magentobluegreen.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.release.gate.Deadlines;
import io.magentobluegreen.release.record.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/how-a-release-works.md} has the steps, the phases and the deadlines of the program. */
class ReleaseStepsTest {
    private static final Page PAGE = Page.of("how-a-release-works.md");

    private static final Map<String, Duration> DEADLINES = Map.of(
            "preflight", Deadlines.PREFLIGHT,
            "start", Deadlines.START,
            "each cleaning", Deadlines.CLEAN,
            "size at the cutover, and each gate of the switch", Deadlines.START,
            "proof", Deadlines.PROOF,
            "cleaning before going back", Deadlines.BACK_CLEAN,
            "going back", Deadlines.BACK);

    @Test
    void namesEveryStepWithItsPhase() {
        List<String> steps = Stream.of(Step.values())
                .map(step -> "`" + step.text() + "` " + step.phase().text())
                .toList();

        assertThat(PAGE.rows().stream()
                        .filter(row -> row.size() == 4 && row.get(0).matches("`[a-z-]+`"))
                        .map(row -> row.get(0) + " " + row.get(1)))
                .containsExactlyInAnyOrderElementsOf(steps);
    }

    @Test
    void namesTheDeadlinesThatNoFieldSets() {
        assertThat(DEADLINES)
                .allSatisfy((what, limit) -> assertThat(PAGE.rows())
                        .anyMatch(row -> row.get(0).equals(what) && row.get(1).equals(spoken(limit))));
    }

    @Test
    void namesHowOftenASoakMayBeginAnew() {
        assertThat(PAGE.text()).contains("| " + Deadlines.SOAK_PATIENCE + " times `soak.duration` |");
    }

    private static String spoken(Duration limit) {
        return limit.toSeconds() < 60 ? limit.toSeconds() + " s" : limit.toMinutes() + " min";
    }
}
