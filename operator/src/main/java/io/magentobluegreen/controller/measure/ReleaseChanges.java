package io.magentobluegreen.controller.measure;

import io.magentobluegreen.api.MagentoReleaseStatus;
import io.magentobluegreen.api.status.HistoryEntry;
import io.magentobluegreen.api.status.LiveStatus;
import io.magentobluegreen.release.path.Back;
import io.magentobluegreen.release.record.Ending;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.ReleaseName;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.seen.Observed;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What happened between two statuses of a store. The status outlives the process, so what one process did and did not
 * report is told by the next one, and nothing is told twice.
 *
 * @param before the status that is replaced; empty for a store that never had one
 * @param seen what {@code next} was made from
 */
public record ReleaseChanges(
        Optional<MagentoReleaseStatus> before, MagentoReleaseStatus next, Observed seen, Instant now) {

    public void tell(ReleaseListener listener) {
        switched().ifPresent(listener::switched);
        ended().forEach(listener::ended);
    }

    List<EndedRelease> ended() {
        Set<String> known = before.map(MagentoReleaseStatus::history).orElse(List.of()).stream()
                .map(HistoryEntry::release)
                .collect(Collectors.toSet());
        return next.history().stream()
                .filter(entry -> !known.contains(entry.release()))
                .flatMap(entry -> record(entry).map(record -> EndedRelease.of(record, entry.outcome(), now)).stream())
                .toList();
    }

    private Optional<SetRecord> record(HistoryEntry entry) {
        return seen.sets().values().stream()
                .flatMap(set -> set.record().stream())
                .filter(record -> record.release().toString().equals(entry.release()))
                .findFirst();
    }

    Optional<Switch> switched() {
        Optional<String> left = before.flatMap(ReleaseChanges::live);
        return live(next).filter(to -> left.filter(to::equals).isEmpty()).map(to -> way(left, to));
    }

    private Switch way(Optional<String> left, String to) {
        if (!isGoneBackTo(to)) {
            return Switch.FORWARD;
        }
        return left.flatMap(this::ending).filter(Back::isAutomatic).isPresent()
                ? Switch.BACK_BY_ITSELF
                : Switch.BACK_AS_ASKED;
    }

    /** A release ends after its flip; one that had ended before it is gone back to. */
    private boolean isGoneBackTo(String revision) {
        Optional<Instant> flipped = seen.live().map(LiveRecord::cutoverAt);
        return seen.record(revision)
                .flatMap(SetRecord::ending)
                .filter(ending -> flipped.filter(ending.at()::isBefore).isPresent())
                .isPresent();
    }

    private static Optional<String> live(MagentoReleaseStatus status) {
        return Optional.ofNullable(status.live())
                .map(LiveStatus::release)
                .flatMap(ReleaseName::parse)
                .map(ReleaseName::revision);
    }

    /** Of a set that was left, or of one whose Deployment is gone. */
    private Optional<Ending> ending(String revision) {
        return seen.record(revision)
                .flatMap(SetRecord::ending)
                .or(() -> seen.live()
                        .flatMap(LiveRecord::lost)
                        .filter(lost -> lost.release().revision().equals(revision))
                        .map(LiveRecord.Lost::ending));
    }
}
