package io.magentobluegreen.demo.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.api.status.LiveStatus;
import io.magentobluegreen.load.LoadReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TimelineTest {
    private static final Instant BEGIN = Instant.parse("2026-11-26T10:00:00Z");

    private final Timeline timeline = new Timeline();
    private final SortedMap<Instant, Map<String, Long>> answers = new TreeMap<>();

    @BeforeEach
    void knowBothSets() {
        timeline.set("aaa", new LiveStatus("aaa-1", "blue", "shop/php:1", "shop/php:1", BEGIN));
        timeline.set("bbb", new LiveStatus("bbb-2", "green", "shop/php:2", "shop/php:2", BEGIN));
        timeline.scene(1, BEGIN.minusSeconds(7));
        timeline.scene(2, BEGIN.plusSeconds(2));
    }

    @Test
    void drawsAColumnForEachSecond() {
        answered("aaa", 0, 2);
        answered("bbb", 2, 3);
        answered("aaa", 4, 4);

        assertThat(timeline.of(report(List.of())))
                .containsExactly(
                        "Which colour answered when, a column for each second:",
                        "",
                        "scene    1 2",
                        "blue     ### #",
                        "green      ##",
                        "",
                        "blue     shop/php:1  second   0 to   2       30 answers",
                        "green    shop/php:2  second   2 to   3       20 answers",
                        "blue     shop/php:1  second   4 to   4       10 answers");
    }

    @Test
    void marksSecondsInWhichRequestsFailed() {
        answered("aaa", 0, 4);

        LoadReport.Failure failure =
                new LoadReport.Failure(BEGIN.plusSeconds(2), BEGIN.plusMillis(3100), "/", 0, "status 500");

        assertThat(timeline.of(report(List.of(failure)))).contains("failed      !");
    }

    @Test
    void takesMoreSecondsTogetherWhereTheyWouldBeTooWide() {
        answered("aaa", 0, 149);

        assertThat(timeline.of(report(List.of())))
                .contains("Which colour answered when, a column for each 3 seconds:", "blue     " + "#".repeat(50));
    }

    @Test
    void drawsNothingWithoutAnAnswer() {
        assertThat(timeline.of(report(List.of()))).isEmpty();
    }

    private void answered(String revision, int first, int last) {
        for (int second = first; second <= last; second++) {
            Map<String, Long> those = new TreeMap<>(answers.getOrDefault(BEGIN.plusSeconds(second), Map.of()));
            those.put(revision, 10L);
            answers.put(BEGIN.plusSeconds(second), those);
        }
    }

    private LoadReport report(List<LoadReport.Failure> failures) {
        Map<String, LoadReport.Seen> seen = new TreeMap<>();
        answers.values()
                .forEach(those -> those.forEach(
                        (revision, count) -> seen.put(revision, new LoadReport.Seen(count, BEGIN, BEGIN))));
        return new LoadReport(1, failures.size(), failures, Optional.empty(), seen, answers, 1, Duration.ZERO, false);
    }
}
