package io.magentobluegreen.cluster.task;

import io.magentobluegreen.cluster.StoreKey;
import io.magentobluegreen.release.seen.Task;

/** Is told what storefront checks came to, on the thread that found it: it must not wait. */
public interface CheckListener {
    /** Whoever counts nothing. */
    CheckListener NONE = new CheckListener() {
        @Override
        public void checked(Task.Kind kind, boolean passed) {}

        @Override
        public void soaked(StoreKey store, int failedRequests) {}
    };

    /** A check has its answer; one that was cancelled has none. */
    void checked(Task.Kind kind, boolean passed);

    /** One round of the live set's checks, so many requests of which failed. */
    void soaked(StoreKey store, int failedRequests);
}
