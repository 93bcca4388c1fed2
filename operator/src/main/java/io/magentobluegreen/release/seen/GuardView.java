package io.magentobluegreen.release.seen;

import io.magentobluegreen.release.ledger.Ledger;
import io.magentobluegreen.release.record.LiveRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What the Service guard knows; it needs neither the spec's image nor the env Secret.
 *
 * @param service empty when it was deleted
 * @param remembered the record the Service had when it was last seen; empty when this process never saw one, or where a Service that is there does not select what was live
 * @param alive the resource exists with the UID that owns the Service, and does not terminate
 * @param sets all sets of the store, by revision
 * @param ledger empty when it is not there or cannot be read: then nothing goes back
 * @param silentSince since when live has had no ready endpoint, null while it has one
 * @param window {@code rollback.window}
 * @param automatic {@code rollback.policy} allows going back by itself
 */
public record GuardView(
        Optional<ServiceView> service,
        Optional<LiveRecord> remembered,
        boolean alive,
        Map<String, SetView> sets,
        Optional<Ledger> ledger,
        Instant silentSince,
        Duration window,
        boolean automatic) {
    public GuardView {
        sets = Map.copyOf(sets);
    }

    public Optional<SetView> set(String revision) {
        return Optional.ofNullable(sets.get(revision));
    }
}
