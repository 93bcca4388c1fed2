package io.magentobluegreen.benchmark.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.magentobluegreen.api.MagentoRelease;
import io.magentobluegreen.api.MagentoReleaseStatus;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** How far stores are, by their status. */
public final class Progress implements AutoCloseable, ResourceEventHandler<MagentoRelease> {
    private static final Duration POLL = Duration.ofMillis(20);

    private final String prefix;
    private final Map<String, MagentoRelease> stores = new ConcurrentHashMap<>();
    private final SharedIndexInformer<MagentoRelease> informer;

    /** @param prefix of the namespaces that are looked at */
    public Progress(KubernetesClient client, String prefix) {
        this.prefix = prefix;
        this.informer = client.resources(MagentoRelease.class).inAnyNamespace().inform(this);
    }

    /** Waits until so many stores serve this image and are ready. */
    public void awaitReady(String image, int count, Duration limit) {
        await(count + " stores with " + image, count, limit, store -> serves(store, image) && isReady(store));
    }

    /** Waits until so many stores are as described. */
    public void await(String what, int count, Duration limit, Predicate<MagentoRelease> wanted) {
        Awaitility.await(what)
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL)
                .atMost(limit)
                .until(() -> stores.values().stream().filter(wanted).count() >= count);
    }

    public static boolean serves(MagentoRelease store, String image) {
        MagentoReleaseStatus status = store.getStatus();
        return status != null
                && status.live() != null
                && image.equals(status.live().image());
    }

    private static boolean isReady(MagentoRelease store) {
        MagentoReleaseStatus status = store.getStatus();
        return store.getMetadata().getGeneration().equals(status.observedGeneration())
                && status.conditions().stream()
                        .anyMatch(condition -> condition.type().equals("Ready")
                                && condition.status().equals("True"));
    }

    @Override
    public void onAdd(MagentoRelease store) {
        if (store.getMetadata().getNamespace().startsWith(prefix)) {
            stores.put(store.getMetadata().getUid(), store);
        }
    }

    @Override
    public void onUpdate(MagentoRelease before, MagentoRelease after) {
        onAdd(after);
    }

    @Override
    public void onDelete(MagentoRelease store, boolean unknown) {
        stores.remove(store.getMetadata().getUid());
    }

    @Override
    public void close() {
        informer.close();
    }
}
