package io.magentobluegreen.benchmark.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.magentobluegreen.api.MagentoRelease;
import io.magentobluegreen.benchmark.measure.Fact;
import io.magentobluegreen.cluster.JobEnd;
import io.magentobluegreen.manifest.Labels;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;

/**
 * What comes true for the one store of a namespace, and when: heard by watches, as the operator hears of it, so that the
 * way of the news is on neither side of a difference.
 */
public final class StoreWatch implements AutoCloseable {
    private final Queue<Fact> facts = new ConcurrentLinkedQueue<>();
    private final Queue<Fact> selections = new ConcurrentLinkedQueue<>();
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private final List<SharedIndexInformer<?>> informers;

    public StoreWatch(KubernetesClient client, Stores.Store store) {
        String namespace = store.namespace();
        informers = List.of(
                watch(client, MagentoRelease.class, namespace, this::asked),
                watch(client, Job.class, namespace, this::ended),
                watch(client, Deployment.class, namespace, this::available),
                watch(client, Service.class, namespace, (before, service) -> selected(store, before, service)));
    }

    private static <T extends HasMetadata> SharedIndexInformer<T> watch(
            KubernetesClient client, Class<T> kind, String namespace, BiConsumer<T, T> changed) {
        return client.resources(kind).inNamespace(namespace).inform(new ResourceEventHandler<>() {
            @Override
            public void onAdd(T object) {
                changed.accept(null, object);
            }

            @Override
            public void onUpdate(T before, T after) {
                changed.accept(before, after);
            }

            @Override
            public void onDelete(T object, boolean unknown) {
                // Nothing opens by it.
            }
        });
    }

    private void asked(MagentoRelease before, MagentoRelease resource) {
        once(resource, resource.getMetadata().getGeneration(), "the spec has changed");
    }

    private void ended(Job before, Job job) {
        String step = job.getMetadata().getLabels().getOrDefault(Labels.STEP, "");
        JobEnd.of(job).ifPresent(end -> once(job, "ended", "Job " + step + " is complete"));
    }

    private void available(Deployment before, Deployment set) {
        DeploymentStatus status = set.getStatus();
        int wanted = set.getSpec().getReplicas();
        boolean available = wanted > 0
                && Objects.equals(
                        status.getObservedGeneration(), set.getMetadata().getGeneration())
                && Objects.equals(status.getAvailableReplicas(), wanted)
                && Objects.equals(status.getUpdatedReplicas(), wanted);
        if (available) {
            // Not by generation: each record on its annotations raises it.
            once(set, "available with " + wanted, "the new set is available");
        }
    }

    private void once(HasMetadata object, Object what, String words) {
        if (told.add(object.getMetadata().getUid() + what)) {
            facts.add(new Fact(Now.micros(), words));
        }
    }

    private void selected(Stores.Store store, Service before, Service service) {
        if (service.getMetadata().getName().equals(store.name())
                && (before == null || !revision(before).equals(revision(service)))) {
            selections.add(new Fact(Now.micros(), revision(service)));
        }
    }

    private static String revision(Service service) {
        return service.getSpec().getSelector() == null
                ? ""
                : service.getSpec().getSelector().getOrDefault(Labels.REVISION, "");
    }

    /** What came true since this moment. */
    public List<Fact> factsSince(long micros) {
        return facts.stream().filter(fact -> fact.at() >= micros).toList();
    }

    /** The revisions that the live Service selected since this moment, one after the other. */
    public List<Fact> selectionsSince(long micros) {
        return selections.stream().filter(fact -> fact.at() >= micros).toList();
    }

    @Override
    public void close() {
        informers.forEach(SharedIndexInformer::close);
    }
}
