package io.magentobluegreen.scenario;

import io.magentobluegreen.load.Load;
import io.magentobluegreen.load.LoadPlan;
import io.magentobluegreen.load.LoadReport;
import java.net.InetSocketAddress;
import java.time.Duration;

/** People who visit the store all the time: some with a connection for each page, some with one that they keep. */
public final class Customers implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(25);

    private final Load strangers;
    private final Load regulars;

    Customers(InetSocketAddress shop) {
        this(shop, Duration.ofMinutes(2));
    }

    /** @param longest they go by themselves after this */
    public Customers(InetSocketAddress shop, Duration longest) {
        strangers = Load.start(plan(shop, LoadPlan.Mode.NEW_CONNECTION).withLimit(longest));
        regulars = Load.start(plan(shop, LoadPlan.Mode.KEEP_ALIVE).withLimit(longest));
    }

    private static LoadPlan plan(InetSocketAddress shop, LoadPlan.Mode mode) {
        return LoadPlan.of(shop, mode, "www.example.com", "/").withThreads(1).withPause(PAUSE);
    }

    /** Requests that have ended, well or not. */
    public long asked() {
        return strangers.report().sent() + regulars.report().sent();
    }

    /** Of those who open a connection for each page. */
    LoadReport strangers() {
        return strangers.report();
    }

    /** Requests that were not answered well. */
    public long failed() {
        return strangers.report().failed() + regulars.report().failed();
    }

    public String summary() {
        return strangers.report().summary() + regulars.report().summary();
    }

    @Override
    public void close() {
        strangers.stop();
        regulars.stop();
    }
}
