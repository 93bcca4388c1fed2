package io.magentobluegreen.scenario;

import io.magentobluegreen.load.Load;
import io.magentobluegreen.load.LoadPlan;
import io.magentobluegreen.load.LoadReport;
import java.net.InetSocketAddress;
import java.time.Duration;

/** People who visit the store all the time: some with a connection for each page, some with one that they keep. */
final class Customers implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(25);

    private final Load strangers;
    private final Load regulars;

    Customers(InetSocketAddress shop) {
        strangers = Load.start(plan(shop, LoadPlan.Mode.NEW_CONNECTION));
        regulars = Load.start(plan(shop, LoadPlan.Mode.KEEP_ALIVE));
    }

    private static LoadPlan plan(InetSocketAddress shop, LoadPlan.Mode mode) {
        return LoadPlan.of(shop, mode, "www.example.com", "/").withThreads(1).withPause(PAUSE);
    }

    /** Of those who open a connection for each page. */
    LoadReport strangers() {
        return strangers.report();
    }

    /** Requests that were not answered well. */
    long failed() {
        return strangers.report().failed() + regulars.report().failed();
    }

    String summary() {
        return strangers.report().summary() + regulars.report().summary();
    }

    @Override
    public void close() {
        strangers.stop();
        regulars.stop();
    }
}
