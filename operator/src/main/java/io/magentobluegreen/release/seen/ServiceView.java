package io.magentobluegreen.release.seen;

import io.magentobluegreen.release.record.LiveRecord;
import java.util.Optional;

/**
 * The live Service as the cluster shows it.
 *
 * @param record empty when it was stripped
 * @param selectsRecorded the selector is the one of the record
 * @param untouched it is somebody else's, to be adopted; the record is the one that it would be given, and not written yet
 * @param adoptedReady how many pods are ready that it selected before it was adopted; 0 where that is forgotten
 * @param selectsOthers it selects pods, and by other labels than those of our sets
 */
public record ServiceView(
        Optional<LiveRecord> record,
        boolean selectsRecorded,
        boolean untouched,
        int adoptedReady,
        boolean selectsOthers) {
    /** One that was made by us, or of which nothing is remembered from before. */
    public ServiceView(Optional<LiveRecord> record, boolean selectsRecorded) {
        this(record, selectsRecorded, false, 0, false);
    }
}
