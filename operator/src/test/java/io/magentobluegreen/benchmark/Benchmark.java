package io.magentobluegreen.benchmark;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.magentobluegreen.api.CommittedCrd;
import io.magentobluegreen.benchmark.cluster.Now;
import io.magentobluegreen.benchmark.cluster.OperatorProcess;
import io.magentobluegreen.benchmark.cluster.PlayedNode;
import io.magentobluegreen.benchmark.cluster.PlayedStorefront;
import io.magentobluegreen.benchmark.cluster.SharedClasses;
import io.magentobluegreen.benchmark.measure.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The program: its arguments, the parts one after the other, each within its limit, and the table. */
@Command(
        name = "benchmark",
        mixinStandardHelpOptions = true,
        description =
                "Measures the operator on the cluster that KUBECONFIG names, and writes a table. Needs the cluster's"
                        + " controllers and scheduler and every right there; nodes and pods are played.")
public final class Benchmark implements Callable<Integer> {
    /** What is measured. */
    enum What {
        RELEASE,
        ROLLBACK,
        LEASE,
        STORES
    }

    @Option(names = "--parts", split = ",", description = "Which parts: ${COMPLETION-CANDIDATES}. Default: all.")
    private Set<What> parts = Set.of(What.values());

    @Option(names = "--stores", split = ",", defaultValue = "1,100", description = "Sizes. Default: ${DEFAULT-VALUE}.")
    private List<Integer> sizes;

    @Option(
            names = "--releases",
            defaultValue = "10",
            description = "Releases of the one store. Default: ${DEFAULT-VALUE}.")
    private int releases;

    @Option(
            names = "--idle",
            defaultValue = "PT1M",
            description = "How long nothing happens. Default: ${DEFAULT-VALUE}.")
    private Duration idle;

    @Option(
            names = "--limit",
            defaultValue = "PT10M",
            description = "At most so long for a part, or a size. Default: ${DEFAULT-VALUE}.")
    private Duration limit;

    @Option(names = "--workers", defaultValue = "16", description = "RECONCILE_THREADS. Default: ${DEFAULT-VALUE}.")
    private int workers;

    @Option(
            names = "--jvm",
            split = " ",
            defaultValue = "-XX:MaxRAM=512m -XX:MaxRAMPercentage=70 -XX:InitialRAMPercentage=10 -XX:MetaspaceSize=96m"
                    + " -XX:-UsePerfData -XX:+UseSerialGC"
                    + " -XX:TieredStopAtLevel=1 -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=20",
            description = "Options of the operator's JVM. Default: as in the chart's pod, ${DEFAULT-VALUE}.")
    private List<String> jvm;

    @Option(
            names = "--output",
            defaultValue = "../docs/benchmark.md",
            description = "Where the table is written. Default: ${DEFAULT-VALUE}.")
    private Path output;

    @Option(
            names = "--remark",
            defaultValue = "",
            description = "A sentence for the table, such as what else the machine did.")
    private String remark;

    private final Report report = new Report();

    private Benchmark() {}

    public static void main(String[] arguments) {
        // Without it an answer waits 40 ms for the acknowledgement of its headers.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.exit(new CommandLine(new Benchmark())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        String kubeconfig = System.getenv("KUBECONFIG");
        if (kubeconfig == null) {
            System.err.println("Set KUBECONFIG to the cluster to measure on.");
            return 2;
        }
        Config config = Config.autoConfigure(null);
        config.setMaxConcurrentRequests(256);
        config.setMaxConcurrentRequestsPerHost(256);
        try (KubernetesClient client =
                        new KubernetesClientBuilder().withConfig(config).build();
                PlayedNode node = new PlayedNode(client);
                PlayedStorefront storefront = new PlayedStorefront()) {
            client.resource(CommittedCrd.asCommitted()).createOr(existing -> existing.patch());
            node.start();
            Path folder = Files.createTempDirectory("magento-release-benchmark-");
            System.out.println("Journals and logs of the operators: " + folder);
            OperatorProcess.Setup operator =
                    new OperatorProcess.Setup(jvm, folder, kubeconfig, workers, SharedClasses.in(folder, jvm));
            String prefix = "bench-" + Long.toString(Now.micros() / 1_000_000, 36);
            run(new Bench(client, node, storefront, operator, prefix, limit, report));
        }
        String text = report.markdown(preface());
        System.out.println(text);
        Files.writeString(output, text);
        return 0;
    }

    private void run(Bench bench) {
        Map<String, Part> chosen = new LinkedHashMap<>();
        if (parts.contains(What.RELEASE)) {
            chosen.put("releases of one store", new ReleasePart(bench, releases));
        }
        if (parts.contains(What.ROLLBACK)) {
            chosen.put("rollbacks", new RollbackPart(bench, Math.max(1, releases / 3)));
        }
        if (parts.contains(What.LEASE)) {
            chosen.put("the lease", new LeasePart(bench, idle));
        }
        if (parts.contains(What.STORES)) {
            sizes.forEach(size -> chosen.put(size + " stores", new StoresPart(bench, size, idle)));
        }
        chosen.forEach(this::within);
    }

    /** A part that takes longer is interrupted, and the others follow. */
    private void within(String name, Part part) {
        System.out.println("Measuring " + name);
        Thread thread = new Thread(() -> attempt(name, part), "benchmark of " + name);
        thread.start();
        try {
            thread.join(limit.toMillis());
            if (thread.isAlive()) {
                report.note("The part of " + name + " took longer than " + limit.toSeconds() + " s and was stopped.");
                thread.interrupt();
                thread.join(TimeUnit.SECONDS.toMillis(30));
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private void attempt(String name, Part part) {
        try {
            part.run();
        } catch (RuntimeException failure) {
            failure.printStackTrace();
            report.note("The part of " + name + " ended before its end: " + failure.getMessage());
        }
    }

    private String preface() {
        return """
                Written by the program `io.magentobluegreen.benchmark.Benchmark` (how to run it: [Building](building.md)). The API server, its etcd,
                controllers and scheduler are real; the node is played, so that pods get ready and Jobs succeed as soon as they are
                scheduled, and so are the answers of storefront pages, over real connections. The operator is a process of its own.
                Writes are counted beside status, Events and Leases; times end with the API server's answer.

                Measured on %d processors with Java %s, operator's JVM options `%s`, %d stores planned for at a time, its classes from an archive as an image may have it.
                %s
                """.formatted(
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("java.version"),
                        String.join(" ", jvm),
                        workers,
                        remark);
    }
}
