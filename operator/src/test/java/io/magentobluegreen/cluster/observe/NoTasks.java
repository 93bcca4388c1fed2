package io.magentobluegreen.cluster.observe;

import io.magentobluegreen.cluster.StoreKey;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.seen.Answer;
import io.magentobluegreen.release.seen.SoakProgress;
import io.magentobluegreen.release.seen.Task;
import java.util.Map;
import java.util.Optional;

/** A process that has asked nothing yet. */
final class NoTasks implements Remembered {
    @Override
    public Map<Task, Answer> answers(StoreKey store) {
        return Map.of();
    }

    @Override
    public SoakProgress soak(StoreKey store, Optional<LiveRecord> live) {
        return SoakProgress.NONE;
    }
}
