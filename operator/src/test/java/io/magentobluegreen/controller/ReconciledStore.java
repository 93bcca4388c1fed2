package io.magentobluegreen.controller;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.magentobluegreen.api.MagentoRelease;
import io.magentobluegreen.cluster.TestStore;
import io.magentobluegreen.cluster.observe.Ahead;
import io.magentobluegreen.cluster.observe.LiveStore;
import io.magentobluegreen.cluster.store.KubernetesStoreCluster;
import io.magentobluegreen.cluster.storefront.Storefront;
import io.magentobluegreen.cluster.storefront.http.DirectTransport;
import io.magentobluegreen.cluster.storefront.task.StorefrontTasks;
import io.magentobluegreen.cluster.task.CheckListener;
import io.magentobluegreen.cluster.task.Reach;
import io.magentobluegreen.cluster.task.TaskBook;
import io.magentobluegreen.controller.measure.ReleaseListener;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;

/** A store on the real API server under the shipped rights, reconciled when the test says so; it can be restarted. */
final class ReconciledStore implements AutoCloseable {
    private final TestStore store;
    private final Clock clock;
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
    private final DirectTransport transport = new DirectTransport();
    private MagentoReleaseReconciler reconciler;

    ReconciledStore(TestStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
        restart();
    }

    /** Another process that remembers nothing. */
    void restart() {
        KubernetesClient client = store.operator();
        Reach reach =
                new Reach(client, new Storefront(transport, threads, clock), false, threads, clock, CheckListener.NONE);
        TaskBook tasks = new TaskBook(reach, StorefrontTasks.Bounds.USUAL, threads, key -> {});
        KubernetesStoreCluster cluster =
                new KubernetesStoreCluster(client, new LiveStore(client), tasks, new Ahead(Runnable::run), clock);
        reconciler = new MagentoReleaseReconciler(
                new Turns(client, cluster, clock),
                new Reporter(client, ReleaseListener.NONE),
                new WakeUps<>("store-changed", (work, in) -> {}),
                clock);
    }

    void reconcile() {
        reconciler.reconcile(store.refresh(), context());
    }

    void annotate(String command, String value) {
        MagentoRelease now = store.refresh();
        now.getMetadata().getAnnotations().put("magento-bluegreen.io/" + command, value);
        store.client().resource(now).update();
    }

    void patchSpec(String spec) {
        store.client()
                .resource(store.resource())
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\": %s}".formatted(spec));
    }

    List<Event> events(String reason) {
        return store.client().v1().events().inNamespace(store.namespace()).list().getItems().stream()
                .filter(event -> reason.equals(event.getReason()))
                .toList();
    }

    /** Of every object that the operator writes, which version it has. */
    Map<String, String> versions() {
        Map<String, String> versions = new TreeMap<>();
        KubernetesClient client = store.client();
        String namespace = store.namespace();
        Stream.of(
                        client.resources(MagentoRelease.class)
                                .inNamespace(namespace)
                                .list(),
                        client.apps().deployments().inNamespace(namespace).list(),
                        client.batch().v1().jobs().inNamespace(namespace).list(),
                        client.services().inNamespace(namespace).list(),
                        client.configMaps().inNamespace(namespace).list(),
                        client.secrets().inNamespace(namespace).list(),
                        client.v1().events().inNamespace(namespace).list())
                .flatMap(list -> list.getItems().stream())
                .map(HasMetadata.class::cast)
                .forEach(object -> versions.put(
                        object.getKind() + " " + object.getMetadata().getName(),
                        object.getMetadata().getResourceVersion()));
        return versions;
    }

    @Override
    public void close() {
        transport.close();
        threads.shutdownNow();
    }

    /** The resource is there; nothing else is asked of the framework. */
    @SuppressWarnings("unchecked")
    private static Context<MagentoRelease> context() {
        return (Context<MagentoRelease>) Proxy.newProxyInstance(
                ReconciledStore.class.getClassLoader(), new Class<?>[] {Context.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("isPrimaryResourceDeleted")) {
                        return false;
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }
}
