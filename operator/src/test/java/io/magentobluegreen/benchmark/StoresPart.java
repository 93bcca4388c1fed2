package io.magentobluegreen.benchmark;

import io.magentobluegreen.benchmark.cluster.Now;
import io.magentobluegreen.benchmark.cluster.OperatorProcess;
import io.magentobluegreen.benchmark.cluster.Progress;
import io.magentobluegreen.benchmark.cluster.RawWrites;
import io.magentobluegreen.benchmark.cluster.Stores;
import io.magentobluegreen.benchmark.measure.Report;
import io.magentobluegreen.benchmark.measure.Request;
import io.magentobluegreen.benchmark.measure.Samples;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** So many stores at once: what they cost when nothing happens, and how long it takes when everything does. */
final class StoresPart implements Part {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final long MEMORY_OF_FEW = 200;
    private static final long MEMORY_OF_MANY = 300;
    private static final int FEW = 500;
    private static final int START_AIM_MILLIS = 1500;

    private final Bench bench;
    private final int count;
    private final Duration idle;
    private final Stores stores;
    private final String prefix;
    private final List<List<String>> rows = new java.util.ArrayList<>();

    StoresPart(Bench bench, int count, Duration idle) {
        this.bench = bench;
        this.count = count;
        this.idle = idle;
        this.prefix = bench.prefix() + "-of" + count;
        this.stores = new Stores(bench.client(), prefix, count);
    }

    @Override
    public void run() {
        try (stores;
                Progress progress = new Progress(bench.client(), prefix)) {
            try (OperatorProcess operator = bench.start()) {
                first(progress, operator);
                idle(operator);
                all(progress, operator);
            }
            start();
        } finally {
            bench.report().table(named("at once"), List.of("Figure", "Measured"), rows);
        }
    }

    private String named(String what) {
        return count == 1 ? "One store" : String.format(Locale.ROOT, "%,d stores %s", count, what);
    }

    private void row(String name, String value) {
        rows.add(List.of(name, value));
    }

    private void first(Progress progress, OperatorProcess operator) {
        long begin = System.nanoTime();
        stores.create(Bench.image(1, false));
        progress.awaitReady(Bench.image(1, false), count, bench.limit());
        row("created → all serve, are proven and soaked (1 s)", seconds(System.nanoTime() - begin));
        bench.awaitQuiet(operator);
        row("processor time of it", cpu(operator.cpu()));
    }

    private void idle(OperatorProcess operator) {
        long since = Now.micros();
        long begin = System.nanoTime();
        Duration cpu = operator.cpu();
        Awaitility.await("the end of an idle time")
                .pollInterval(Duration.ofMillis(200))
                .atMost(idle.plus(bench.limit()))
                .until(() -> System.nanoTime() - begin >= idle.toNanos());
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        long writes = count(operator, since, Request::isWrite);
        double hourly = (double) writes * HOUR.toMillis() / took.toMillis();
        bench.report()
                .figure(
                        "writes in an idle hour, " + named("together"),
                        "%.0f (%d in %d s)".formatted(hourly, writes, took.toSeconds()),
                        "0",
                        writes == 0);
        row("reads of single stores in an idle minute", perMinute(count(operator, since, one -> !one.isWrite()), took));
        row(
                "processor, idle",
                Samples.spoken(100.0 * operator.cpu().minus(cpu).toMillis() / took.toMillis(), "% of a core"));
        memory(operator, bench.report());
    }

    private void memory(OperatorProcess operator, Report report) {
        long aim = count <= FEW ? MEMORY_OF_FEW : MEMORY_OF_MANY;
        operator.memory("VmRSS")
                .ifPresent(mib -> report.figure(
                        "memory, idle, " + named("together"), mib + " MiB", "≤ " + aim + " MiB", mib <= aim));
    }

    private void all(Progress progress, OperatorProcess operator) {
        Duration cpu = operator.cpu();
        long since = Now.micros();
        long begin = System.nanoTime();
        stores.release(Bench.image(2, false));
        progress.awaitReady(Bench.image(2, false), count, bench.limit());
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        bench.awaitQuiet(operator);
        row("release of all at once", seconds(took.toNanos()));
        row("processor time of it", cpu(operator.cpu().minus(cpu)));
        operator.memory("VmHWM").ifPresent(mib -> row("memory at its highest", mib + " MiB"));
        long writes = count(operator, since, Request::isWrite);
        row("writes of it, status and Events included", Long.toString(writes));
        row("reads of it", Long.toString(count(operator, since, one -> !one.isWrite())));
        compare(took, (int) writes);
    }

    private void compare(Duration took, int writes) {
        Duration raw = new RawWrites(bench.client(), stores.all().get(0).namespace())
                .time(writes, bench.operator().workers());
        row("as many raw writes on the same API server", seconds(raw.toNanos()));
        bench.report()
                .figure(
                        "release of all at once ÷ as many raw writes, " + named("together"),
                        Samples.spoken((double) took.toNanos() / raw.toNanos(), "times"));
    }

    /** One store has been asked for another image while nobody was there. */
    private void start() {
        stores.patch(stores.all().get(0), "{\"spec\": {\"image\": \"" + Bench.image(3, false) + "\"}}");
        try (OperatorProcess operator = bench.start()) {
            long reconciled = await(operator, Request::isOfStore) - operator.started();
            long written = await(operator, Request::isWrite) - operator.started();
            row("start → first reconcile", Samples.spoken(reconciled / 1000.0, "ms"));
            bench.report()
                    .figure(
                            "start → first write, " + named("together"),
                            Samples.spoken(written / 1000.0, "ms"),
                            "≤ 1.5 s",
                            written / 1000 <= START_AIM_MILLIS);
        }
    }

    private long await(OperatorProcess operator, Predicate<Request> wanted) {
        Awaitility.await("a first request")
                .pollInterval(Duration.ofMillis(50))
                .atMost(bench.limit())
                .until(() -> operator.requests().stream().anyMatch(wanted));
        return operator.requests().stream()
                .filter(wanted)
                .mapToLong(Request::begin)
                .min()
                .orElseThrow();
    }

    private static long count(OperatorProcess operator, long since, Predicate<Request> counted) {
        return Bench.since(operator, since).stream().filter(counted).count();
    }

    private static String perMinute(long requests, Duration took) {
        return String.format(
                Locale.ROOT, "%.0f", (double) requests * Duration.ofMinutes(1).toMillis() / took.toMillis());
    }

    private static String cpu(Duration time) {
        return seconds(time.toNanos());
    }

    private static String seconds(long nanos) {
        return Samples.spoken(nanos / 1e9, "s");
    }
}
