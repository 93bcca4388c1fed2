package io.magentobluegreen.simulation.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes over all controllers, one at a time: after a change of any object they look after, and now and then anyway. */
final class ControlLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlLoop.class);
    private static final List<Class<? extends HasMetadata>> WATCHED =
            List.of(Deployment.class, ReplicaSet.class, Pod.class, Job.class, Service.class);
    private static final int GATHER_MILLIS = 10;
    /** Owners of kinds that are not watched go as well, and a write may have been overtaken. */
    private static final int ANYWAY_MILLIS = 1000;

    private final KubernetesClient client;
    private final String namespace;
    private final List<Controller> controllers;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(ControlLoop::daemon);
    private final List<SharedIndexInformer<?>> informers = new ArrayList<>();
    private final AtomicBoolean due = new AtomicBoolean();

    ControlLoop(KubernetesClient client, String namespace, List<Controller> controllers) {
        this.client = client;
        this.namespace = namespace;
        this.controllers = controllers;
    }

    void start() {
        WATCHED.forEach(this::watch);
        thread.scheduleWithFixedDelay(this::wake, 0, ANYWAY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private <T extends HasMetadata> void watch(Class<T> kind) {
        informers.add(client.resources(kind).inNamespace(namespace).inform(new Waking<>()));
    }

    /** Changes of the same moment are one pass. */
    void wake() {
        if (due.compareAndSet(false, true)) {
            try {
                thread.schedule(this::pass, GATHER_MILLIS, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException closed) {
                LOG.atDebug().log("nobody is left to wake");
            }
        }
    }

    private void pass() {
        due.set(false);
        try {
            Scene scene = Scene.of(client, namespace);
            controllers.forEach(controller -> controller.reconcile(scene));
        } catch (KubernetesClientException e) {
            if (thread.isShutdown()) {
                return;
            }
            LOG.atWarn().setCause(e).addKeyValue("namespace", namespace).log("A pass of the simulated cluster failed");
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "simulated-cluster");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        informers.forEach(SharedIndexInformer::close);
        thread.shutdownNow();
    }

    private final class Waking<T> implements ResourceEventHandler<T> {
        @Override
        public void onAdd(T object) {
            wake();
        }

        @Override
        public void onUpdate(T before, T after) {
            wake();
        }

        @Override
        public void onDelete(T object, boolean unknown) {
            wake();
        }
    }
}
