package io.magentobluegreen.benchmark;

import io.magentobluegreen.benchmark.cluster.Now;
import io.magentobluegreen.benchmark.cluster.OperatorProcess;
import io.magentobluegreen.benchmark.cluster.Progress;
import io.magentobluegreen.benchmark.cluster.StoreWatch;
import io.magentobluegreen.benchmark.cluster.Stores;
import io.magentobluegreen.benchmark.measure.Counts;
import io.magentobluegreen.benchmark.measure.Fact;
import io.magentobluegreen.benchmark.measure.OwnTime;
import io.magentobluegreen.benchmark.measure.Report;
import io.magentobluegreen.benchmark.measure.Request;
import io.magentobluegreen.benchmark.measure.Samples;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** Releases of one store, one after the other: what they ask of the API server, and how long the operator itself takes. */
final class ReleasePart implements Part {
    private static final String ANSWERED = "pages have answered";
    private static final Predicate<Request> LISTS = request -> request.verb().equals("LIST");

    private final Bench bench;
    private final int releases;
    private final Stores stores;
    private final Counts plain = new Counts();
    private final Counts upgraded = new Counts();
    private final OwnTime own = new OwnTime();
    private final Samples flips = new Samples();
    private final Samples reads = new Samples();
    private final Samples writes = new Samples();

    ReleasePart(Bench bench, int releases) {
        this.bench = bench;
        this.releases = releases;
        this.stores = new Stores(bench.client(), bench.prefix() + "-release", 1);
    }

    @Override
    public void run() {
        Stores.Store store = stores.all().get(0);
        try (stores;
                Progress progress = new Progress(bench.client(), store.namespace());
                StoreWatch watch = new StoreWatch(bench.client(), store);
                OperatorProcess operator = bench.start()) {
            Scene scene = new Scene(store, progress, watch, operator);
            stores.create(Bench.image(0, false));
            progress.awaitReady(Bench.image(0, false), 1, bench.limit());
            for (int number = 1; number <= releases; number++) {
                plain.add(release(scene, Bench.image(number, false)));
            }
            for (int number = 1; number <= Math.max(1, releases / 3); number++) {
                upgraded.add(release(scene, Bench.image(releases + number, true)));
            }
        } finally {
            report(bench.report());
        }
    }

    private record Scene(Stores.Store store, Progress progress, StoreWatch watch, OperatorProcess operator) {}

    private List<Request> release(Scene scene, String image) {
        bench.awaitQuiet(scene.operator());
        bench.storefront().note(scene.store().namespace());
        long begin = Now.micros();
        stores.release(image);
        scene.progress().awaitReady(image, 1, bench.limit());
        bench.awaitQuiet(scene.operator());
        List<Request> requests = Bench.since(scene.operator(), begin);
        measure(scene, begin, requests);
        return requests;
    }

    private void measure(Scene scene, long begin, List<Request> requests) {
        requests.forEach(request -> (request.isWrite() ? writes : reads).add(request.end() - request.begin()));
        long flipped = scene.watch().selectionsSince(begin).get(0).at();
        List<Fact> facts = new ArrayList<>(scene.watch().factsSince(begin));
        bench.storefront().answers().forEach(facts::add);
        // What is asked after the flip is the soak, which ends by the clock.
        facts.removeIf(fact -> fact.what().equals(ANSWERED) && fact.at() > flipped);
        own.add(facts, requests.stream().filter(Request::isCountedWrite).toList());
        Request flip = requests.stream()
                .filter(request -> request.verb().equals("PUT")
                        && request.kind().equals("services")
                        && request.name().equals(scene.store().name())
                        && request.begin() <= flipped)
                .max(Comparator.comparing(Request::begin))
                .orElseThrow();
        facts.stream()
                .map(Fact::at)
                .filter(at -> at <= flip.begin())
                .max(Comparator.naturalOrder())
                .ifPresent(gate -> flips.add(flip.end() - gate));
    }

    private void report(Report report) {
        count(report, "writes of a release without an upgrade", plain, 30);
        count(report, "writes of a release with an upgrade", upgraded, 45);
        report.figure(
                "LISTs in the first and in the last release",
                plain.firstAndLast(LISTS),
                "do not grow (by a tenth)",
                plain.growth(LISTS) <= 0.1);
        report.figure("gate open → selector patched ÷ one write", ratio(flips));
        report.figure("own time for a gate ÷ one write", ratio(own.all()));
        report.figure("one write on this API server, median", writes.spoken(0.5));
        report.figure("one read on this API server, median", reads.spoken(0.5));
        time(report, "gate open → selector patched, median", flips, 40);
        report.figure("gate open → selector patched, 95th percentile", flips.spoken(0.95));
        time(report, "own time for a gate, median", own.all(), 20);
        tables(report);
    }

    private static void count(Report report, String name, Counts counts, int aim) {
        report.figure(
                name, counts.span(Request::isCountedWrite), "≤ " + aim, counts.most(Request::isCountedWrite) <= aim);
    }

    private static void time(Report report, String name, Samples samples, int aim) {
        report.figure(name, samples.spoken(0.5), "≤ " + aim + " ms", samples.quantile(0.5) <= aim);
    }

    private String ratio(Samples samples) {
        return samples.count() == 0
                ? samples.spoken(0.5)
                : Samples.spoken(samples.quantile(0.5) / writes.quantile(0.5), "times");
    }

    private void tables(Report report) {
        report.table(
                "Own time for each gate: from the fact to the answer of the write that followed",
                List.of("Fact", "Times", "Median", "95th percentile", "Longest"),
                own.rows());
        List<String> head = List.of("Verb", "Kind", "In a release");
        report.table("API requests of a release without an upgrade", head, plain.rows());
        report.table("API requests of a release with an upgrade", head, upgraded.rows());
    }
}
