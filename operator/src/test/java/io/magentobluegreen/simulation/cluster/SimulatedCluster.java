package io.magentobluegreen.simulation.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.magentobluegreen.simulation.network.PodNetwork;
import java.util.List;

/** All controllers of one namespace at work, until it is closed. */
public final class SimulatedCluster implements AutoCloseable {
    private final PodNetwork network = new PodNetwork();
    private final ControlLoop loop;

    /** @param images what its nodes can run */
    public SimulatedCluster(KubernetesClient client, String namespace, Images images) {
        Writes writes = new Writes(client);
        Kubelet kubelet = new Kubelet(writes, network, images, this::wake);
        loop = new ControlLoop(
                client,
                namespace,
                List.of(
                        new GarbageCollector(writes),
                        new DeploymentController(writes),
                        new ReplicaSetController(writes, network),
                        new JobController(writes),
                        kubelet,
                        new EndpointSliceController(writes)));
        loop.start();
    }

    /** Where its pods answer. */
    public PodNetwork network() {
        return network;
    }

    private void wake() {
        loop.wake();
    }

    @Override
    public void close() {
        loop.close();
        network.close();
    }
}
