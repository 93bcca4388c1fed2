package io.magentobluegreen.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.magentobluegreen.SecretMarker;
import io.magentobluegreen.simulation.api.Journal;
import io.magentobluegreen.simulation.cluster.SimulatedCluster;
import io.magentobluegreen.simulation.network.ServiceProxy;
import io.magentobluegreen.simulation.store.ImageScript;
import io.magentobluegreen.simulation.store.StoreDatabase;
import io.magentobluegreen.simulation.store.StoreImages;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.URL;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Where one scenario plays: a namespace with simulated controllers, the store "shop" with its images and its customers, and
 * the operator. Waits look every 100 ms; one that is not rewarded fails with what a person would look at.
 */
public final class Stage implements AutoCloseable {
    static final String SHOP = "shop";
    /** A scenario takes seconds; a machine that is busy with other things is no failure. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Ground ground;
    private final KubernetesClient client;
    private final String namespace;
    private final StoreImages images = new StoreImages();
    private final SimulatedCluster cluster;
    private final ServiceProxy proxy;
    private final MovableClock clock = new MovableClock();
    private final Operators operators;
    private final StoreResource store;
    private final StoreObjects objects;
    private Customers customers;
    private long mayFail;

    private Stage(Ground ground) {
        this.ground = ground;
        client = ground.admin();
        namespace = ground.newNamespace();
        cluster = new SimulatedCluster(client, namespace, images);
        proxy = ServiceProxy.open(client, cluster.network(), namespace, SHOP, 0);
        operators = new Operators(ground, namespace, clock);
        store = new StoreResource(client, namespace, SHOP);
        objects = new StoreObjects(client, namespace);
        store.createSecret("<?php return [];");
        SecretMarker.watchLog();
    }

    /** A stage with an operator that runs and a store that does not exist yet. */
    static Stage open(Ground ground) {
        Stage stage = new Stage(ground);
        stage.operators.start();
        return stage;
    }

    StoreResource store() {
        return store;
    }

    StoreObjects objects() {
        return objects;
    }

    Operators operators() {
        return operators;
    }

    ImageScript image(String image) {
        return images.image(image);
    }

    StoreDatabase database() {
        return images.database();
    }

    MovableClock clock() {
        return clock;
    }

    KubernetesClient client() {
        return client;
    }

    String namespace() {
        return namespace;
    }

    /** What operators wrote; only in process. */
    Journal journal() {
        return ground.journal().orElseThrow();
    }

    /** From now on the operator is one of an older version. */
    void isRunByAnOlderVersion() {
        operators.stop();
        operators.start(new OlderVersion());
    }

    /** Whether the set of this release, and the files that it is made of, are those of an older version. */
    boolean madeByAnOlderVersion(String release) {
        String name = SHOP + "-" + StoreView.revisionOf(release);
        return objects.set(release).filter(OlderVersion::made).isPresent()
                && OlderVersion.made(objects.configMap(name));
    }

    StoreView view() {
        return StoreView.of(store.get());
    }

    Customers customers() {
        return customers;
    }

    /** Another resource in the same namespace, which does not exist yet. */
    StoreResource another(String name) {
        return new StoreResource(client, namespace, name);
    }

    /** Asks for this image: the store is created, or its spec changed. */
    void wants(String image) {
        if (store.get() == null) {
            store.create(image, SHOP, proxy.address().getPort());
        } else {
            store.patchSpec("{\"image\": \"%s\"}".formatted(image));
        }
    }

    /** The store with this image, as it would lie in Git. */
    GenericKubernetesResource manifest(String image) {
        return store.manifest(image, SHOP, proxy.address().getPort());
    }

    /** The store serves already, made by others and with this image, and has customers. */
    LegacyShop servesAlready(String image) {
        LegacyShop legacy =
                LegacyShop.open(client, namespace, image, proxy.address().getPort());
        awaits("the shop of before", legacy::ready, ready -> ready == LegacyShop.PODS);
        awaits("an answer of it", () -> isAnswered(proxy.address()), answered -> answered);
        customers = new Customers(proxy.address());
        return legacy;
    }

    /** The network hears of a pod somewhat later than that it is ready. */
    private static boolean isAnswered(InetSocketAddress shop) {
        try {
            URL page = new URL("http", shop.getHostString(), shop.getPort(), "/");
            return ((HttpURLConnection) page.openConnection()).getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException e) {
            return false;
        }
    }

    /** Releases this image, and waits until it is proven and soaked. From the first time on there are customers. */
    StoreView releases(String image) {
        wants(image);
        return awaitsReady(image);
    }

    /** Waits until this image is live, proven and soaked, whoever asked for it. */
    StoreView awaitsReady(String image) {
        StoreView view =
                awaits("Ready", seen -> seen.is("Ready") && seen.liveImage().equals(image));
        if (customers == null) {
            customers = new Customers(proxy.address());
        }
        return view;
    }

    /** Waits until the operator says that it needs a person. */
    StoreView awaitsStalled() {
        return awaits("Stalled", view -> view.is("Stalled"));
    }

    /** Waits for this phase of the spec as it is now. */
    StoreView awaitsPhase(String phase) {
        return awaits("phase " + phase, view -> view.isIn(phase));
    }

    StoreView awaits(String what, Predicate<StoreView> wanted) {
        return awaits(what, this::view, wanted);
    }

    <T> T awaits(String what, Callable<T> seen, Predicate<T> wanted) {
        try {
            return Awaitility.await(what)
                    .atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(100))
                    .until(seen, wanted);
        } catch (ConditionTimeoutException e) {
            // Its own message would print the whole object that was seen last.
            throw new AssertionError("waited " + PATIENCE + " for " + what);
        }
    }

    /** So much time goes by, and something stirs that makes the operator look. */
    void passes(Duration time) {
        clock.advance(time);
        objects.stir();
    }

    /** Time goes by until the operator says that it needs a person; in steps, as time away is no evidence for it. */
    StoreView awaitsStalledInTime() {
        Awaitility.await("Stalled as time goes by")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(400))
                .until(() -> {
                    passes(Duration.ofMinutes(5));
                    return view().is("Stalled");
                });
        return view();
    }

    /** The fault of this scenario kills all that serves: so many requests may fail. */
    void mayLose(long requests) {
        mayFail = requests;
    }

    /** No request was lost, no two upgrades ran at once, and nothing of env.php is where it does not belong. */
    void holdsWhatAlwaysHolds() {
        if (customers != null) {
            customers.close();
            assertThat(customers.failed()).as(customers.summary()).isLessThanOrEqualTo(mayFail);
        }
        assertThat(database().everOverlapped()).as("two upgrades at once").isFalse();
        assertThat(SecretMarker.leaks(client, namespace, operators.allMetrics()))
                .as("values of env.php outside of Secrets")
                .isEmpty();
    }

    String diagnosis() {
        return new Diagnosis(client, namespace).toString()
                + Optional.ofNullable(customers).map(Customers::summary).orElse("");
    }

    @Override
    public void close() {
        if (customers != null) {
            customers.close();
        }
        operators.close();
        proxy.close();
        cluster.close();
        client.close();
        ground.close();
    }
}
