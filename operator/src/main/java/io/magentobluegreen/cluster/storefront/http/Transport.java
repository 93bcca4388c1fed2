package io.magentobluegreen.cluster.storefront.http;

import java.util.concurrent.CompletableFuture;

/**
 * A way to reach pods.
 *
 * <p>Every request has a connection of its own, the Host header of its page, and goes nowhere but to its target:
 * redirects are an answer like any other. There is no timeout in a transport; whoever asks ends the future instead.
 */
public interface Transport {

    /**
     * Sends the request without blocking, as soon as its lane has room. The future fails with an {@link java.io.IOException} where there is no answer;
     * once it is cancelled, or completed by its holder, the connection is closed.
     */
    CompletableFuture<Reply> ask(Target target, Inquiry inquiry);

    /**
     * What is asked, and how.
     *
     * @param keepBody whether the reply's body is kept; it is read to its end, or up to the limit, either way
     * @param begun told when the request leaves its lane's queue: until then a pod had no time to answer
     */
    record Inquiry(Page page, boolean keepBody, Lane lane, Runnable begun) {}

    /** Requests of different lanes never wait for each other, so that slow pods of one store delay no watch of another. */
    enum Lane {
        /** What decides over a set that serves: never more at a time than go at once. */
        WATCH,
        /** What decides over a set that is to serve. */
        VERIFY,
        /** What decides nothing, in great numbers. */
        WARM_UP
    }
}
