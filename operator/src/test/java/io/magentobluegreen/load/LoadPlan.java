package io.magentobluegreen.load;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/**
 * What a {@link Load} sends, and what it calls a failure.
 *
 * @param target where each new connection goes; asked for each, as a Service's address leads elsewhere after a flip
 * @param threads clients at the same time, each with one request under way
 * @param requests sent in turn by every thread; {@code Connection} is added by the load
 * @param pause of each thread between an answer and its next request; zero for as fast as it goes
 * @param connectTimeout a later connection is a failure; at least 3 s, as a lost SYN is sent again after 1 s
 * @param readTimeout an answer silent for longer is a failure
 * @param limit the load ends by itself after this, whoever forgets to stop it
 * @param accepts whether a status is an answer that a customer may see
 */
public record LoadPlan(
        Supplier<InetSocketAddress> target,
        Mode mode,
        int threads,
        List<RawRequest> requests,
        Duration pause,
        Duration connectTimeout,
        Duration readTimeout,
        Duration limit,
        IntPredicate accepts) {

    private static final Duration SHORTEST_CONNECT_TIMEOUT = Duration.ofSeconds(3);

    /** How connections are used: two different loads, which fail at different moments of a cutover. */
    public enum Mode {
        /** Each request on a connection of its own. */
        NEW_CONNECTION,
        /** One connection per thread for as long as the server keeps it; a new one after {@code Connection: close}. */
        KEEP_ALIVE
    }

    public LoadPlan {
        requests = List.copyOf(requests);
        if (requests.isEmpty() || threads < 1) {
            throw new IllegalArgumentException("a load needs a request and a thread");
        }
        if (connectTimeout.compareTo(SHORTEST_CONNECT_TIMEOUT) < 0) {
            throw new IllegalArgumentException("connectTimeout is below 3 s: a lost SYN would count as a failure");
        }
    }

    /**
     * Four threads for at most two minutes; every status below 400 is accepted. The pause keeps new connections below
     * 1,000/s: the kernel remembers each for two minutes, and drops new ones (connect timeouts) when its table is full.
     */
    public static LoadPlan of(InetSocketAddress target, Mode mode, String host, String... paths) {
        List<RawRequest> requests =
                List.of(paths).stream().map(path -> RawRequest.get(path, host)).toList();
        return new LoadPlan(
                () -> target,
                mode,
                4,
                requests,
                Duration.ofMillis(5),
                SHORTEST_CONNECT_TIMEOUT,
                Duration.ofSeconds(10),
                Duration.ofMinutes(2),
                status -> status < 400);
    }

    public LoadPlan withTarget(Supplier<InetSocketAddress> other) {
        return new LoadPlan(other, mode, threads, requests, pause, connectTimeout, readTimeout, limit, accepts);
    }

    public LoadPlan withThreads(int number) {
        return new LoadPlan(target, mode, number, requests, pause, connectTimeout, readTimeout, limit, accepts);
    }

    public LoadPlan withPause(Duration each) {
        return new LoadPlan(target, mode, threads, requests, each, connectTimeout, readTimeout, limit, accepts);
    }

    public LoadPlan withLimit(Duration longest) {
        return new LoadPlan(target, mode, threads, requests, pause, connectTimeout, readTimeout, longest, accepts);
    }

    public LoadPlan withAccepts(IntPredicate status) {
        return new LoadPlan(target, mode, threads, requests, pause, connectTimeout, readTimeout, limit, status);
    }
}
