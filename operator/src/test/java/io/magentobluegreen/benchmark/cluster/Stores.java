package io.magentobluegreen.benchmark.cluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.magentobluegreen.api.MagentoRelease;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Stores of the benchmark, a hundred in a namespace, all with the same spec but for the image. */
public final class Stores implements AutoCloseable {
    private static final int IN_A_NAMESPACE = 100;
    private static final int AT_A_TIME = 16;
    private static final String ENV = "<?php return ['cache_types' => ['config' => 1]];";
    private static final String MANIFEST = """
            {"apiVersion": "magento-bluegreen.io/v1alpha1", "kind": "MagentoRelease",
             "metadata": {"name": "%s", "namespace": "%s"},
             "spec": {
               "image": "%s",
               "env": {"secretName": "shop-env"},
               "web": {"replicas": 1, "podPatch": {"spec": {"nodeSelector": {"%s": "true"}}}},
               "verification": {"host": "www.example.com"},
               "soak": {"duration": "1s", "interval": "500ms"}}}
            """;

    private final KubernetesClient client;
    private final String prefix;
    private final List<Store> stores = new ArrayList<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);

    /** One of them. */
    public record Store(String namespace, String name) {}

    /** @param prefix of the namespaces, which are made for it */
    public Stores(KubernetesClient client, String prefix, int count) {
        this.client = client;
        this.prefix = prefix;
        for (int number = 0; number < count; number++) {
            stores.add(new Store(prefix + "-" + number / IN_A_NAMESPACE, "shop-" + number));
        }
    }

    public List<Store> all() {
        return List.copyOf(stores);
    }

    private List<String> namespaces() {
        return IntStream.rangeClosed(0, (stores.size() - 1) / IN_A_NAMESPACE)
                .mapToObj(number -> prefix + "-" + number)
                .toList();
    }

    /** Creates them, as fast as the API server takes them. */
    public void create(String image) {
        for (String namespace : namespaces()) {
            client.resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(namespace)
                            .endMetadata()
                            .build())
                    .create();
            client.resource(new SecretBuilder()
                            .withNewMetadata()
                            .withName("shop-env")
                            .withNamespace(namespace)
                            .endMetadata()
                            .withStringData(Map.of("env.php", ENV))
                            .build())
                    .create();
        }
        forAll(store -> client.resource(manifest(store, image)).create());
    }

    private GenericKubernetesResource manifest(Store store, String image) {
        return client.getKubernetesSerialization()
                .unmarshal(
                        MANIFEST.formatted(store.name(), store.namespace(), image, PlayedNode.LABEL),
                        GenericKubernetesResource.class);
    }

    public void release(String image) {
        forAll(store -> patch(store, "{\"spec\": {\"image\": \"%s\"}}".formatted(image)));
    }

    /** A merge patch. */
    public void patch(Store store, String patch) {
        resource(store).patch(PatchContext.of(PatchType.JSON_MERGE), patch);
    }

    public MagentoRelease get(Store store) {
        return resource(store).get();
    }

    private Resource<MagentoRelease> resource(Store store) {
        return client.resources(MagentoRelease.class)
                .inNamespace(store.namespace())
                .withName(store.name());
    }

    private void forAll(Consumer<Store> work) {
        CompletableFuture.allOf(stores.stream()
                        .map(store -> CompletableFuture.runAsync(() -> work.accept(store), threads))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    /** Asks for the end of all of it and waits for nothing. */
    @Override
    public void close() {
        threads.shutdownNow();
        namespaces()
                .forEach(namespace -> client.namespaces().withName(namespace).delete());
    }
}
