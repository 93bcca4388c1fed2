package io.magentobluegreen.controller.measure;

import io.magentobluegreen.release.record.Evidence;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How long each gate of a release took, from one piece of evidence to the next. Chores beside the release have evidence
 * too and are left out: nobody waited for them.
 */
public final class StepDurations {
    private static final int HOUR = 3_600;
    private static final int MINUTE = 60;

    private StepDurations() {}

    /** By the step's word, such as {@code upgrade}, in Go style. */
    public static Map<String, String> spoken(SetRecord record) {
        Map<String, String> spoken = new TreeMap<>();
        of(record).forEach((step, took) -> spoken.put(step.text(), text(took)));
        return spoken;
    }

    /** Of each gate that the release passed. */
    public static Map<Step, Duration> of(SetRecord record) {
        Map<Step, Evidence> all = new EnumMap<>(Step.class);
        all.putAll(record.evidence());
        flip(record)
                .ifPresent(flip -> all.put(flip, Evidence.of(record.promotedAt().orElseThrow())));
        List<Map.Entry<Step, Evidence>> passed = all.entrySet().stream()
                .filter(each -> isGate(each.getKey()))
                .filter(each -> !each.getValue().at().isBefore(record.started()))
                .sorted(Comparator.comparing((Map.Entry<Step, Evidence> each) ->
                                each.getValue().at())
                        .thenComparing(Map.Entry::getKey))
                .toList();
        Map<Step, Duration> durations = new EnumMap<>(Step.class);
        Instant since = record.started();
        for (Map.Entry<Step, Evidence> each : passed) {
            Instant at = each.getValue().at();
            durations.put(each.getKey(), Duration.between(since, at));
            since = at;
        }
        return durations;
    }

    /** Its evidence is the promotion, if that is of this flip: a set that was gone back to later is promoted once more. */
    private static Optional<Step> flip(SetRecord record) {
        Step flip = record.passed(Step.BACK_CHECK) ? Step.BACK_FLIP : Step.FLIP;
        Step before = record.passed(Step.BACK_CHECK) ? Step.BACK_CHECK : Step.CUTOVER_WARM;
        Instant soaked =
                record.passed(Step.SOAK) ? record.evidence().get(Step.SOAK).at() : Instant.MAX;
        boolean known = record.passed(before)
                && record.promotedAt()
                        .filter(at -> !at.isBefore(record.evidence().get(before).at()) && !at.isAfter(soaked))
                        .isPresent();
        return known ? Optional.of(flip) : Optional.empty();
    }

    private static boolean isGate(Step step) {
        return switch (step) {
            case PREPARE, PREFLIGHT, DECIDE, START, UPGRADE, CLEAN, REINDEX, VERIFY, CHECK_JOBS, WARM_UP -> true;
            case APPROVAL, CUTOVER_CLEAN, CUTOVER_SIZE, CUTOVER_WARM, FLIP, SOAK, BACK_SIZE, BACK_CHECK -> true;
            case BACK_FLIP -> true;
            case CLEAN_LIVE, PUBLISH, PURGE, RETAIN, BACK_CLEAN -> false;
        };
    }

    /** {@code 42s}, {@code 3m5s}, {@code 1h0m7s}: as Go writes whole seconds. */
    static String text(Duration duration) {
        long seconds = duration.toSeconds();
        String rest = seconds % MINUTE + "s";
        if (seconds < MINUTE) {
            return rest;
        }
        String minutes = seconds % HOUR / MINUTE + "m" + rest;
        return seconds < HOUR ? minutes : seconds / HOUR + "h" + minutes;
    }
}
