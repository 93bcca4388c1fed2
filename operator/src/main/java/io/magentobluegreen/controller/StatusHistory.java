package io.magentobluegreen.controller;

import io.magentobluegreen.api.MagentoReleaseStatus;
import io.magentobluegreen.api.status.HistoryEntry;
import io.magentobluegreen.controller.measure.StepDurations;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.record.Phase;
import io.magentobluegreen.release.record.ReleaseName;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.seen.SetView;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The last ten releases that ended, the newest first. A set's record speaks of its last release only, so what it no
 * longer speaks of is carried over from the status before.
 */
final class StatusHistory {
    private static final int LONGEST = 10;

    private final StatusScene scene;

    StatusHistory(StatusScene scene) {
        this.scene = scene;
    }

    List<HistoryEntry> entries() {
        Map<Integer, HistoryEntry> byNumber = new TreeMap<>(Comparator.reverseOrder());
        scene.before().map(MagentoReleaseStatus::history).orElse(List.of()).forEach(entry -> put(byNumber, entry));
        scene.seen().live().flatMap(LiveRecord::lost).ifPresent(lost -> ended(byNumber, lost));
        scene.seen().sets().values().stream()
                .map(SetView::record)
                .flatMap(Optional::stream)
                .filter(StatusHistory::isOver)
                .forEach(record -> put(byNumber, entry(record)));
        return byNumber.values().stream().limit(LONGEST).toList();
    }

    private static void put(Map<Integer, HistoryEntry> byNumber, HistoryEntry entry) {
        ReleaseName.parse(entry.release()).ifPresent(name -> byNumber.put(name.number(), entry));
    }

    /** The Deployment is gone and the Service remembers how its release ended. */
    private static void ended(Map<Integer, HistoryEntry> byNumber, LiveRecord.Lost lost) {
        byNumber.computeIfPresent(
                lost.release().number(),
                (number, old) -> new HistoryEntry(
                        old.release(),
                        old.image(),
                        lost.ending().outcome().text(),
                        old.started(),
                        old.promoted(),
                        old.durations()));
    }

    /** An ended record whose set is being gone back to is a release under way again, until the flip is proven. */
    private static boolean isOver(SetRecord record) {
        return record.ended() && record.promoting().isEmpty() && record.step().phase() != Phase.ROLLING_BACK;
    }

    private static HistoryEntry entry(SetRecord record) {
        Instant started = StatusReport.second(record.started());
        Optional<Instant> promoted =
                record.promotedAt().map(StatusReport::second).filter(at -> !at.isBefore(started));
        return new HistoryEntry(
                record.release().toString(),
                record.image(),
                outcome(record, promoted).text(),
                started,
                promoted.orElse(null),
                StepDurations.spoken(record));
    }

    /** A going back that was given up leaves the outcome that the set had before it. */
    private static Outcome outcome(SetRecord record, Optional<Instant> promoted) {
        Outcome outcome = record.outcome().orElseThrow();
        return outcome == Outcome.PROMOTED && promoted.isEmpty() ? Outcome.ABORTED : outcome;
    }
}
