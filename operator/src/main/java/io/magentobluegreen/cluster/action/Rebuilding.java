package io.magentobluegreen.cluster.action;

import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.record.SetRecord;
import java.time.Instant;

/** The record of a live set whose Deployment was deleted, from what the Service remembers of it. */
final class Rebuilding {
    private Rebuilding() {}

    /** It was promoted, or it would not be live; no evidence of its Jobs is left. */
    static SetRecord record(LiveRecord.Slot slot, Instant now) {
        return SetRecord.begin(slot.release(), slot.image(), slot.colour(), slot.size(), now)
                .promoted(slot.promotions(), now)
                .end(Outcome.PROMOTED, "RecordRestored", "Its Deployment was deleted and made again", now);
    }
}
