package io.magentobluegreen.cluster.task;

import io.magentobluegreen.cluster.StoreKey;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.seen.Answer;
import io.magentobluegreen.release.seen.SoakProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The rounds of live checks of each store, since its last flip. Kept in memory only: another process, another live
 * release or a long gap begins anew, and so rounds need no writes. Safe from every thread.
 */
final class SoakBook {
    /** Without a round for so long nobody watched. */
    private static final Duration GAP = Duration.ofMinutes(5);

    private final Map<StoreKey, Watch> watches = new ConcurrentHashMap<>();

    private record Watch(String of, SoakProgress progress) {}

    /** What is watched: this live release since this flip; another one is another watch. */
    static String watched(LiveRecord live) {
        return live.live().map(LiveRecord.Slot::release) + " since " + live.cutoverAt();
    }

    /** Adds a round that ended. */
    void add(StoreKey store, String watched, Answer round) {
        watches.compute(store, (key, before) -> {
            boolean goesOn = before != null
                    && before.of().equals(watched)
                    && round.at().isBefore(before.progress().lastAt().plus(GAP));
            return new Watch(watched, next(goesOn ? before.progress() : SoakProgress.NONE, round));
        });
    }

    SoakProgress progress(StoreKey store, Optional<LiveRecord> live) {
        Watch watch = watches.get(store);
        boolean current = watch != null
                && live.map(SoakBook::watched).filter(watch.of()::equals).isPresent();
        return current ? watch.progress() : SoakProgress.NONE;
    }

    void forget(StoreKey store) {
        watches.remove(store);
    }

    /** A check that goes on failing is told as it began: how long each answer took would be a status every interval. */
    private static SoakProgress next(SoakProgress before, Answer round) {
        Instant since = before.since() == null ? round.at() : before.since();
        if (round.passed()) {
            return new SoakProgress(since, round.at(), 0, "", "");
        }
        boolean lasts = before.failures() > 0 && before.failedCheck().equals(round.failedCheck());
        String message = lasts ? before.message() : round.message();
        return new SoakProgress(since, round.at(), before.failures() + 1, round.failedCheck(), message);
    }
}
