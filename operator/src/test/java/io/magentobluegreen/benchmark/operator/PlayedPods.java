package io.magentobluegreen.benchmark.operator;

import io.magentobluegreen.cluster.storefront.http.DirectTransport;
import io.magentobluegreen.cluster.storefront.http.Page;
import io.magentobluegreen.cluster.storefront.http.Pod;
import io.magentobluegreen.cluster.storefront.http.Reply;
import io.magentobluegreen.cluster.storefront.http.Target;
import io.magentobluegreen.cluster.storefront.http.Transport;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Asks the benchmark's storefront in place of every pod, over real connections; a header says which pod was meant.
 *
 * @param port of the storefront on loopback
 */
record PlayedPods(DirectTransport direct, int port) implements Transport {
    /** As {@code namespace/pod}. */
    static final String MEANT = "X-Played-Pod";

    @Override
    public CompletableFuture<Reply> ask(Target target, Inquiry inquiry) {
        if (!(target instanceof Pod pod)) {
            throw new IllegalArgumentException("Only pods are played, not " + target.spoken());
        }
        Pod here = new Pod(pod.namespace(), pod.name(), "127.0.0.1", port);
        Page page = inquiry.page().withHeaders(Map.of(MEANT, pod.namespace() + "/" + pod.name()));
        return direct.ask(here, new Inquiry(page, inquiry.keepBody(), inquiry.lane(), inquiry.begun()));
    }
}
