package io.magentobluegreen.benchmark;

import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.magentobluegreen.api.MagentoRelease;
import io.magentobluegreen.benchmark.cluster.Now;
import io.magentobluegreen.benchmark.cluster.OperatorProcess;
import io.magentobluegreen.benchmark.cluster.Progress;
import io.magentobluegreen.benchmark.cluster.StoreWatch;
import io.magentobluegreen.benchmark.cluster.Stores;
import io.magentobluegreen.benchmark.measure.Fact;
import io.magentobluegreen.benchmark.measure.Samples;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;

/** How long customers wait for the old release, for each way in which it comes back. */
final class RollbackPart implements Part {
    private static final String LONG_SOAK = "{\"spec\": {\"soak\": {\"duration\": \"5m\", \"interval\": \"200ms\"}}}";
    private static final String SHORT_SOAK = "{\"spec\": {\"soak\": {\"duration\": \"1s\", \"interval\": \"500ms\"}}}";
    private static final String NO_WINDOW = "{\"spec\": {\"rollback\": {\"window\": \"0s\"}}}";
    private static final String FAILED = "a page has failed";

    private final Bench bench;
    private final int times;
    private final Stores stores;
    private final Stores.Store store;
    private Progress progress;
    private StoreWatch watch;
    private int number;

    RollbackPart(Bench bench, int times) {
        this.bench = bench;
        this.times = times;
        this.stores = new Stores(bench.client(), bench.prefix() + "-rollback", 1);
        this.store = stores.all().get(0);
    }

    @Override
    public void run() {
        try (stores;
                Progress seen = new Progress(bench.client(), store.namespace());
                StoreWatch heard = new StoreWatch(bench.client(), store);
                OperatorProcess operator = bench.start()) {
            progress = seen;
            watch = heard;
            stores.create(Bench.image(0, false));
            progress.awaitReady(Bench.image(0, false), 1, bench.limit());
            bench.awaitQuiet(operator);
            asked();
            failing();
            crashed();
            replaced();
            scaledDown();
        }
    }

    private String releaseNext() {
        String image = Bench.image(++number, false);
        stores.release(image);
        return image;
    }

    private void releaseNextAndWait() {
        progress.awaitReady(releaseNext(), 1, bench.limit());
    }

    private String selected() {
        return bench.client()
                .services()
                .inNamespace(store.namespace())
                .withName(store.name())
                .get()
                .getSpec()
                .getSelector()
                .get("magento-bluegreen.io/revision");
    }

    /** The first selection of another set than this one. */
    private Fact awaitAnother(String revision, long since) {
        return Awaitility.await("a Service that does not select " + revision)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .atMost(bench.limit())
                .until(
                        () -> watch.selectionsSince(since).stream()
                                .filter(selection -> !selection.what().equals(revision))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private void askBack() {
        MagentoRelease resource = stores.get(store);
        String live = resource.getStatus().live().release();
        stores.patch(
                store,
                "{\"metadata\": {\"annotations\": {\"magento-bluegreen.io/rollback\": \"%s\"}}}".formatted(live));
    }

    private void asked() {
        Samples whole = new Samples();
        Samples own = new Samples();
        for (int time = 0; time < times; time++) {
            releaseNextAndWait();
            String left = selected();
            long begin = Now.micros();
            askBack();
            Fact back = awaitAnother(left, begin);
            whole.add(back.at() - begin);
            watch.factsSince(begin).stream()
                    .filter(fact -> fact.what().startsWith("Job") && fact.at() <= back.at())
                    .reduce((earlier, later) -> later)
                    .ifPresent(cleaned -> own.add(back.at() - cleaned.at()));
            awaitRolledBack();
        }
        bench.report()
                .figure("rollback asked for → selector on the old set, its clean Job included", whole.spoken(0.5));
        bench.report()
                .figure(
                        "rollback asked for: clean Job complete → selector",
                        own.spoken(0.5),
                        "≤ 0.3 s",
                        own.quantile(0.5) <= 300);
    }

    private void awaitRolledBack() {
        progress.await(
                "a rollback that is over",
                1,
                bench.limit(),
                seen -> seen.getStatus() != null
                        && "RolledBack".equals(seen.getStatus().phase()));
    }

    private void failing() {
        Samples samples = new Samples();
        stores.patch(store, LONG_SOAK);
        for (int time = 0; time < times; time++) {
            long asked = Now.micros();
            String image = releaseNext();
            progress.await(
                    "a soak",
                    1,
                    bench.limit(),
                    seen -> Progress.serves(seen, image)
                            && seen.getStatus().phase().equals("Soaking"));
            String left = selected();
            bench.storefront().note(store.namespace());
            long begin = Now.micros();
            bench.storefront().sicken(store.namespace(), store.name() + "-" + left);
            Fact back = awaitAnother(left, begin);
            lastFailure(back.at()).ifPresent(last -> samples.add(back.at() - last));
            bench.storefront().heal();
            awaitRolledBack();
        }
        stores.patch(store, SHORT_SOAK);
        bench.report()
                .figure(
                        "last failed check of the soak → selector on the old set",
                        samples.spoken(0.5),
                        "≤ 0.3 s",
                        samples.quantile(0.5) <= 300);
    }

    private Optional<Long> lastFailure(long before) {
        Optional<Long> last = Optional.empty();
        for (Fact answer : bench.storefront().answers()) {
            if (answer.what().equals(FAILED) && answer.at() <= before) {
                last = Optional.of(answer.at());
            }
        }
        return last;
    }

    private void crashed() {
        Samples samples = new Samples();
        for (int time = 0; time < times; time++) {
            releaseNextAndWait();
            String left = selected();
            long begin = Now.micros();
            bench.node().crash(store.namespace(), store.name() + "-" + left);
            samples.add(awaitAnother(left, begin).at() - begin);
            awaitRolledBack();
        }
        bench.report()
                .figure(
                        "all new pods crash → selector on the old set (2 s of it are waited for on purpose)",
                        samples.spoken(0.5),
                        "≤ 5 s",
                        samples.quantile(0.5) <= 5000);
    }

    private void replaced() {
        Samples samples = new Samples();
        releaseNextAndWait();
        for (int time = 0; time < times; time++) {
            long begin = Now.micros();
            bench.client()
                    .services()
                    .inNamespace(store.namespace())
                    .withName(store.name())
                    .patch(
                            PatchContext.of(PatchType.JSON_MERGE),
                            "{\"spec\": {\"selector\": {\"magento-bluegreen.io/revision\": \"nobody\"}}}");
            Fact changed = awaitAnother("", begin);
            samples.add(awaitAnother("nobody", changed.at()).at() - changed.at());
        }
        bench.report()
                .figure(
                        "selector replaced by hand → restored",
                        samples.spoken(0.5),
                        "≤ 1 s",
                        samples.quantile(0.5) <= 1000);
    }

    private void scaledDown() {
        Samples samples = new Samples();
        stores.patch(store, NO_WINDOW);
        for (int time = 0; time < times; time++) {
            String kept = selected();
            releaseNextAndWait();
            awaitEmpty(store.name() + "-" + kept);
            String left = selected();
            long begin = Now.micros();
            askBack();
            samples.add(awaitAnother(left, begin).at() - begin);
            awaitRolledBack();
        }
        bench.report()
                .figure(
                        "rollback asked for, old set scaled down → selector on it",
                        samples.spoken(0.5),
                        "≤ 3 s",
                        samples.quantile(0.5) <= 3000);
    }

    private void awaitEmpty(String set) {
        Awaitility.await("an old set that is scaled down")
                .pollInterval(Duration.ofMillis(100))
                .atMost(bench.limit())
                .until(
                        () -> bench.client()
                                .apps()
                                .deployments()
                                .inNamespace(store.namespace())
                                .withName(set)
                                .get()
                                .getSpec()
                                .getReplicas(),
                        size -> size == 0);
    }
}
