package io.magentobluegreen.cluster.task;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.magentobluegreen.cluster.StoreKey;
import io.magentobluegreen.cluster.storefront.task.Cancellation;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a task reads of the API server. One that does not answer, or refuses as it does right after a start, says nothing
 * of what was to be read: it is asked again until the task's time is over.
 *
 * @param until when a read fails that has not succeeded
 */
record PatientReads(Reach reach, StoreKey store, Instant until, Cancellation cancellation) {
    private static final Logger LOG = LoggerFactory.getLogger(PatientReads.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    /**
     * Reads on this thread first, and on the executor's after a pause. The future fails with the last
     * {@link KubernetesClientException}, or when the task is cancelled.
     */
    <T> CompletableFuture<T> read(Supplier<T> read) {
        CompletableFuture<T> result = cancellation.watch(new CompletableFuture<>());
        attempt(read, result, true);
        return result;
    }

    /** Not a chain of futures, which an outage of hours would make as long. */
    private <T> void attempt(Supplier<T> read, CompletableFuture<T> result, boolean first) {
        if (result.isDone()) {
            return;
        }
        try {
            result.complete(read.get());
        } catch (KubernetesClientException e) {
            note(e, first);
            if (reach.clock().instant().isBefore(until)) {
                reach.after(PAUSE).execute(() -> attempt(read, result, false));
            } else {
                result.completeExceptionally(e);
            }
        } catch (RuntimeException fault) {
            result.completeExceptionally(fault);
        }
    }

    private void note(KubernetesClientException failure, boolean first) {
        if (first) {
            LOG.atWarn()
                    .addKeyValue("namespace", store.namespace())
                    .addKeyValue("name", store.name())
                    .addKeyValue("failure", failure.getMessage())
                    .log("A check waits for the API server");
        }
    }
}
