package io.magentobluegreen.benchmark.cluster;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** What the API server needs for a number of writes of 2 KiB when nobody thinks between them: half POST, half PUT. */
public final class RawWrites {
    private static final String CONTENT = "x".repeat(2048);

    private final KubernetesClient client;
    private final String namespace;

    public RawWrites(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /** @param workers connections at a time */
    public Duration time(int writes, int workers) {
        ExecutorService threads = Executors.newFixedThreadPool(workers);
        long begin = System.nanoTime();
        try {
            CompletableFuture.allOf(IntStream.range(0, (writes + 1) / 2)
                            .mapToObj(number -> CompletableFuture.runAsync(() -> write(number), threads))
                            .toArray(CompletableFuture[]::new))
                    .join();
        } finally {
            threads.shutdownNow();
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private void write(int number) {
        ConfigMap made = client.resource(map(number)).create();
        made.setData(Map.of("content", CONTENT, "again", "true"));
        client.resource(made).update();
    }

    private ConfigMap map(int number) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName("raw-" + number)
                .withNamespace(namespace)
                .endMetadata()
                .withData(Map.of("content", CONTENT))
                .build();
    }
}
