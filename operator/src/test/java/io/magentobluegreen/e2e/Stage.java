package io.magentobluegreen.e2e;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.magentobluegreen.Edits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Where one test plays: a namespace of its own at the restricted level, a store with its database and its knobs, and an operator in its own
 * process. All of it ends with the test. Waits look every 200 ms; one that is not rewarded fails with the whole {@link Diagnosis}.
 */
public final class Stage implements AutoCloseable {

    /** Enough for one release of the test store on a machine with two cores on which others build, too. */
    private static final Duration RELEASE = Duration.ofMinutes(8);

    /** The longest deadline that no field sets is ten minutes. */
    private static final Duration FAILURE = Duration.ofMinutes(15);

    private final E2eCluster cluster;
    private final String namespace;
    private final StoreDatabase database;
    private final StoreFixture store;
    private final Knobs knobs;
    private final OperatorProcess operator;
    private final Diagnosis diagnosis;

    private Stage(E2eCluster cluster, String namespace, String test) {
        this.cluster = cluster;
        this.namespace = namespace;
        this.database = StoreDatabase.create(MariaDb.shared(), namespace);
        this.store = new StoreFixture(cluster, namespace, StoreFixture.NAME, database);
        this.knobs = new Knobs(cluster, store, namespace);
        var output = Project.output(test);
        this.operator = new OperatorProcess(cluster, namespace, output.resolve("operator.log"), Map.of());
        this.diagnosis = new Diagnosis(cluster.client(), namespace, store, operator, output);
    }

    /** A stage without an operator yet. */
    static Stage open(String test) {
        var cluster = E2eCluster.shared();
        return new Stage(cluster, cluster.createNamespace("e2e"), test);
    }

    public StoreFixture store() {
        return store;
    }

    public StoreDatabase database() {
        return database;
    }

    public Knobs knobs() {
        return knobs;
    }

    public OperatorProcess operator() {
        return operator;
    }

    public KubernetesClient client() {
        return cluster.client();
    }

    E2eCluster cluster() {
        return cluster;
    }

    public String namespace() {
        return namespace;
    }

    /** Another store of this name in the same namespace, with the same database. */
    public StoreFixture secondStore(String name) {
        return new StoreFixture(cluster, namespace, name, database);
    }

    /** The port of this machine that leads to the live Service. */
    public int nodePort() {
        return client().services()
                .inNamespace(namespace)
                .withName(StoreFixture.NAME)
                .get()
                .getSpec()
                .getPorts()
                .get(0)
                .getNodePort();
    }

    /** The store's status now. */
    public ReleaseView view() {
        return ReleaseView.of(store.get());
    }

    /** Applies this release, and waits until it is proven and soaked. */
    public ReleaseView releases(int number) {
        store.release(number);
        return awaitsCondition("Ready");
    }

    /** Waits until this condition is true for the spec as it is now. */
    public ReleaseView awaitsCondition(String type) {
        return awaits(type + "=True", view -> view.is(type));
    }

    /** Waits for this phase of the spec as it is now. */
    public ReleaseView awaitsPhase(String phase) {
        return awaits("phase " + phase, view -> view.observed() && view.phase().equals(phase));
    }

    /** Waits until the operator says that it needs a person. */
    public ReleaseView awaitsFailure() {
        return awaits("Stalled=True", FAILURE, this::view, view -> view.is("Stalled"));
    }

    /** Waits until the Deployment of this release's set has so many replicas in its spec. */
    public void awaitsReplicas(String release, int replicas) {
        awaits(
                replicas + " replicas of " + release,
                RELEASE,
                () -> set(release).deployment().get(),
                set -> set != null && set.getSpec().getReplicas() == replicas);
    }

    /** Waits until the last pod of this release's set is gone. */
    public void awaitsNoPodOf(String release) {
        awaits(
                "the end of the pods of " + release,
                RELEASE,
                () -> set(release).pods().list().getItems(),
                List::isEmpty);
    }

    /** Waits for an Event with this reason on any object of the namespace. */
    public void awaitsEvent(String reason) {
        awaits(
                "an Event " + reason,
                RELEASE,
                () -> client().v1().events().inNamespace(namespace).list().getItems(),
                events -> events.stream().anyMatch(event -> reason.equals(event.getReason())));
    }

    /** Waits until this command has been begun by this release of the store. */
    public void awaitsRun(String command, int release) {
        awaits(
                command + " of release " + release,
                RELEASE,
                () -> database.runs(command),
                runs -> runs.stream().anyMatch(run -> run.release() == release));
    }

    /** Waits until the status is as wanted. */
    public ReleaseView awaits(String what, Predicate<ReleaseView> wanted) {
        return awaits(what, RELEASE, this::view, wanted);
    }

    /** Waits until what is seen is as wanted, and answers it. */
    public <T> T awaits(String what, Duration atMost, Callable<T> seen, Predicate<T> wanted) {
        try {
            return Awaitility.await(what)
                    .atMost(atMost)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(200))
                    .until(seen, wanted);
        } catch (ConditionTimeoutException e) {
            // Its own message would print the whole object that was seen last.
            throw new AssertionError("waited " + atMost + " for " + what + "\n" + diagnosis.write());
        }
    }

    /** The live Service now; null when there is none. */
    public Service liveService() {
        return client().services()
                .inNamespace(namespace)
                .withName(StoreFixture.NAME)
                .get();
    }

    /** Changes the live Service, as a person would: once more where somebody else was faster. */
    public void edits(Consumer<Service> change) {
        var service = client().services().inNamespace(namespace).withName(StoreFixture.NAME);
        Edits.edit(service, seen -> changed(seen, change));
    }

    private static Service changed(Service service, Consumer<Service> change) {
        change.accept(service);
        return service;
    }

    /** The revisions that have a set. */
    public List<String> revisions() {
        return client().apps().deployments().inNamespace(namespace).list().getItems().stream()
                .map(set -> set.getMetadata().getLabels().get("magento-bluegreen.io/revision"))
                .toList();
    }

    /** {@code 0123456789} of {@code 0123456789-7}. */
    public String revisionOf(String release) {
        return StoreSet.revisionOf(release);
    }

    /** Kills every pod of this release's set at once, without a drain. */
    public void killsPodsOf(String release) {
        set(release).pods().withGracePeriod(0).delete();
    }

    public void deletesDeploymentOf(String release) {
        set(release)
                .deployment()
                .withPropagationPolicy(DeletionPropagation.BACKGROUND)
                .delete();
    }

    /** The set that this release is served from. */
    StoreSet set(String release) {
        return new StoreSet(client(), namespace, release);
    }

    /** What a person would look at now; also written to the test's output folder. */
    String diagnosis() {
        return diagnosis.write();
    }

    @Override
    public void close() {
        operator.close();
        cluster.deleteNamespace(namespace);
        store.letGo();
        database.drop();
    }
}
