package io.magentobluegreen.controller.measure;

import io.magentobluegreen.release.record.Phase;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A release that ended, once.
 *
 * @param goingBack a planned going back, which takes a release number too
 * @param outcome the word of {@code status.history}
 * @param took from its start to its end
 * @param steps how long each gate took that it passed
 */
public record EndedRelease(boolean goingBack, String outcome, Duration took, Map<Step, Duration> steps) {
    public EndedRelease {
        steps = Map.copyOf(steps);
    }

    /** @param now for one that was given up without a trace of when */
    static EndedRelease of(SetRecord record, String outcome, Instant now) {
        return new EndedRelease(
                isGoingBack(record),
                outcome,
                Duration.between(record.started(), end(record, now)),
                StepDurations.of(record));
    }

    /** One that goes back keeps the ending of before its start. */
    private static boolean isGoingBack(SetRecord record) {
        boolean endedBefore = record.ending()
                .filter(ending -> ending.at().isBefore(record.started()))
                .isPresent();
        return endedBefore || record.evidence().keySet().stream().anyMatch(step -> step.phase() == Phase.ROLLING_BACK);
    }

    private static Instant end(SetRecord record, Instant now) {
        Stream<Instant> ended = record.ending().stream().map(ending -> ending.at());
        return Stream.concat(ended, record.promotedAt().stream())
                .filter(at -> !at.isBefore(record.started()))
                .max(Comparator.naturalOrder())
                .orElse(now);
    }
}
