package io.magentobluegreen.load;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A bounded HTTP load with raw sockets that runs beside a test: {@link #start}, do something to the server, {@link
 * #stop}, and look at the report. A request that fails stays failed: nothing is tried again. {@link #stop} lets the
 * requests under way end, so it cuts nothing off; {@link #close} is the same, for try-with-resources.
 *
 * <pre>{@code
 * try (Load load = Load.start(LoadPlan.of(nodePort, Mode.KEEP_ALIVE, "www.example.com", "/"))) {
 *     flip();
 *     assertThat(load.stop().failures()).isEmpty();
 * }
 * }</pre>
 */
public final class Load implements AutoCloseable {

    private final LoadPlan plan;
    private final LoadRecord record = new LoadRecord();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final ExecutorService threads;
    private final long startedAt = System.nanoTime();

    private Load(LoadPlan plan) {
        this.plan = plan;
        this.threads = Executors.newFixedThreadPool(plan.threads(), Load::daemon);
    }

    public static Load start(LoadPlan plan) {
        Load load = new Load(plan);
        for (int number = 0; number < plan.threads(); number++) {
            LoadThread thread = new LoadThread(plan, load.record, number);
            load.threads.execute(() -> load.run(thread));
        }
        load.threads.shutdown();
        return load;
    }

    /** What has been seen until now, while the load goes on. */
    public LoadReport report() {
        return record.report();
    }

    /** Ends the load after the requests under way; may be called again. */
    public LoadReport stop() {
        stopped.countDown();
        Duration longest = plan.connectTimeout().plus(plan.readTimeout()).plusSeconds(5);
        try {
            if (!threads.awaitTermination(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("a request of the load is still under way after " + longest);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return report();
    }

    @Override
    public void close() {
        stop();
    }

    private void run(LoadThread thread) {
        try {
            do {
                thread.sendOne();
            } while (!isOver());
        } finally {
            thread.close();
        }
    }

    /** Waits for the pause between two requests, unless the load ends meanwhile. */
    private boolean isOver() {
        if (System.nanoTime() - startedAt > plan.limit().toNanos()) {
            record.limitReached();
            return true;
        }
        try {
            return stopped.await(plan.pause().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "load");
        thread.setDaemon(true);
        return thread;
    }
}
