package io.magentobluegreen.benchmark;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.magentobluegreen.benchmark.cluster.OperatorProcess;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;

/** The program as it is shipped, with leader election and nothing to do: how often it renews its lease. */
final class LeasePart implements Part {
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
    private static final int BAR = 299;

    private final Bench bench;
    private final Duration time;
    private final String namespace;

    LeasePart(Bench bench, Duration time) {
        this.bench = bench;
        this.time = time;
        this.namespace = bench.prefix() + "-lease";
    }

    @Override
    public void run() {
        AtomicLong writes = new AtomicLong();
        bench.client()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
        Watch watch = bench.client().leases().inNamespace(namespace).watch(new Counting(writes));
        try (OperatorProcess operator = OperatorProcess.shipped(bench.operator(), namespace)) {
            Awaitility.await("a leader")
                    .atMost(bench.limit())
                    .failFast("the operator has ended", () -> !operator.isAlive())
                    .until(() -> writes.get() > 1);
            long before = writes.get();
            long begin = System.nanoTime();
            Awaitility.await("the end of an idle time")
                    .pollInterval(Duration.ofMillis(200))
                    .atMost(time.plus(bench.limit()))
                    .until(() -> System.nanoTime() - begin >= time.toNanos());
            report(writes.get() - before, Duration.ofNanos(System.nanoTime() - begin));
        } finally {
            watch.close();
            bench.client().namespaces().withName(namespace).delete();
        }
    }

    /** Nothing writes there but the leader. */
    private record Counting(AtomicLong writes) implements Watcher<Lease> {
        @Override
        public void eventReceived(Action action, Lease lease) {
            writes.incrementAndGet();
        }

        @Override
        public void onClose(WatcherException cause) {
            // What was counted by then stays.
        }
    }

    private void report(long renewals, Duration within) {
        double inTenMinutes = (double) renewals * TEN_MINUTES.toMillis() / within.toMillis();
        bench.report()
                .figure(
                        "lease writes in 10 idle minutes",
                        "%.0f (%d in %d s)".formatted(inTenMinutes, renewals, within.toSeconds()),
                        "fewer than " + BAR,
                        renewals > 0 && inTenMinutes < BAR);
    }
}
