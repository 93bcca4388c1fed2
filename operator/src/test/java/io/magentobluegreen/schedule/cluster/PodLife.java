package io.magentobluegreen.schedule.cluster;

import java.time.Instant;

/**
 * What becomes of a pod.
 *
 * @param next when that happens; {@link Instant#MAX}: never by itself
 */
record PodLife(Fate fate, Instant next) {
    /** What happens to it next. */
    enum Fate {
        /** A web pod, whose next is to get ready. */
        STARTS,
        /** A web pod that is ready. */
        SERVES,
        /** The pod of a Job, whose next is to pass. */
        PASSES,
        /** The pod of a Job, whose next is to fail with a verdict. */
        FAILS,
        /** The pod of a Job that finds the lock held. */
        HELD,
        /** The pod of an upgrade that began after its time. */
        TOO_LATE,
        /** The pod of a Job that is killed and leaves no verdict. */
        KILLED,
        /** It was deleted and is about to go. */
        LEAVES
    }

    PodLife at(Instant other) {
        return new PodLife(fate, other);
    }
}
