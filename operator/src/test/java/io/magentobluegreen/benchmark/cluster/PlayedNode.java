package io.magentobluegreen.benchmark.cluster;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.net.HttpURLConnection;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A node that exists in the API server alone, for as many pods as one likes: they get ready, and Jobs succeed, as soon as
 * they are scheduled. The cluster's own controllers and scheduler do everything else.
 */
public final class PlayedNode implements AutoCloseable, ResourceEventHandler<Pod> {
    /** The label, and the node's name. */
    static final String LABEL = "magento-bluegreen.example/benchmark";

    private static final String NAME = "magento-release-benchmark";
    private static final String LEASES = "kube-node-lease";
    private static final int LEASE_SECONDS = 40;
    private static final int RENEW_SECONDS = 8;
    private static final int THREADS = 12;

    private final KubernetesClient client;
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS);
    private final AtomicInteger addresses = new AtomicInteger();
    private final Map<String, PlayedPod> played = new ConcurrentHashMap<>();
    private SharedIndexInformer<Pod> pods;

    public PlayedNode(KubernetesClient client) {
        this.client = client;
    }

    public void start() {
        client.nodes().withName(NAME).delete();
        client.resource(node()).create();
        client.resource(node()).patchStatus();
        threads.scheduleAtFixedRate(this::renew, 0, RENEW_SECONDS, TimeUnit.SECONDS);
        pods = client.pods().inAnyNamespace().withField("spec.nodeName", NAME).inform(this);
    }

    private static Node node() {
        Map<String, Quantity> plenty =
                Map.of("cpu", new Quantity("100000"), "memory", new Quantity("400Ti"), "pods", new Quantity("110000"));
        // spotless:off
        return new NodeBuilder()
                .withNewMetadata()
                    .withName(NAME)
                    .withLabels(Map.of(LABEL, "true"))
                .endMetadata()
                .withNewStatus()
                    .withAllocatable(plenty)
                    .withCapacity(plenty)
                    .addNewCondition()
                        .withType("Ready")
                        .withStatus("True")
                        .withReason("Played")
                        .withLastHeartbeatTime(Now.instant().toString())
                    .endCondition()
                .endStatus()
                .build();
        // spotless:on
    }

    private void renew() {
        client.resource(new LeaseBuilder()
                        .withNewMetadata()
                        .withName(NAME)
                        .withNamespace(LEASES)
                        .endMetadata()
                        .withNewSpec()
                        .withHolderIdentity(NAME)
                        .withLeaseDurationSeconds(LEASE_SECONDS)
                        .withRenewTime(Now.instant().atZone(ZoneOffset.UTC))
                        .endSpec()
                        .build())
                .createOr(existing -> existing.update());
    }

    /** The ready pods of this set crash, and do not come back. */
    public void crash(String namespace, String set) {
        played.values().stream()
                .filter(one -> one.pod().getMetadata().getNamespace().equals(namespace)
                        && one.pod().getMetadata().getName().startsWith(set + "-"))
                .forEach(one -> patch(one, false));
    }

    private void soon(Runnable work) {
        try {
            threads.execute(work);
        } catch (RejectedExecutionException closed) {
            // Nobody waits for it any more.
        }
    }

    private void begin(Pod pod) {
        String uid = pod.getMetadata().getUid();
        if (pod.getMetadata().getDeletionTimestamp() != null) {
            client.resource(pod).withGracePeriod(0).delete();
        } else if (!played.containsKey(uid)) {
            PlayedPod one = new PlayedPod(pod, address());
            if (played.putIfAbsent(uid, one) == null) {
                patch(one, true);
            }
        }
    }

    private void patch(PlayedPod one, boolean ready) {
        try {
            client.pods()
                    .inNamespace(one.pod().getMetadata().getNamespace())
                    .withName(one.pod().getMetadata().getName())
                    .subresource("status")
                    .patch(PatchContext.of(PatchType.JSON_MERGE), one.patch(ready));
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw e;
            }
        }
    }

    private String address() {
        int number = addresses.incrementAndGet();
        return "10." + (128 + (number >> 16) % 64) + "." + (number >> 8 & 255) + "." + (number & 255);
    }

    @Override
    public void onAdd(Pod pod) {
        soon(() -> begin(pod));
    }

    @Override
    public void onUpdate(Pod before, Pod after) {
        soon(() -> begin(after));
    }

    @Override
    public void onDelete(Pod pod, boolean unknown) {
        played.remove(pod.getMetadata().getUid());
    }

    @Override
    public void close() {
        if (pods != null) {
            pods.close();
        }
        threads.shutdownNow();
        client.nodes().withName(NAME).delete();
    }
}
