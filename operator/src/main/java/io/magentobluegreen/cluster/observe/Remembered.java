package io.magentobluegreen.cluster.observe;

import io.magentobluegreen.cluster.StoreKey;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.seen.Answer;
import io.magentobluegreen.release.seen.SoakProgress;
import io.magentobluegreen.release.seen.Task;
import java.util.Map;
import java.util.Optional;

/** What this process remembers of a store's tasks: never state, another process begins anew. */
public interface Remembered {
    Map<Task, Answer> answers(StoreKey store);

    /** Rounds of the live set since this live record was written, as far as this process made them. */
    SoakProgress soak(StoreKey store, Optional<LiveRecord> live);
}
