package io.magentobluegreen.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.magentobluegreen.RealApiServer;
import io.magentobluegreen.cluster.record.Recorded;
import io.magentobluegreen.kill.door.Trap;
import io.magentobluegreen.manifest.Labels;
import io.magentobluegreen.manifest.Names;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.scenario.Customers;
import io.magentobluegreen.scenario.Diagnosis;
import io.magentobluegreen.scenario.StoreResource;
import io.magentobluegreen.scenario.StoreView;
import io.magentobluegreen.simulation.cluster.SimulatedCluster;
import io.magentobluegreen.simulation.network.ServiceProxy;
import io.magentobluegreen.simulation.store.StoreImages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A store on a real API server, with simulated controllers, real HTTP and customers who never go, and the operator of which there are
 * several lives, one after the other.
 */
final class KilledShop implements AutoCloseable {
    /** The number of the image that it is opened with. */
    static final int FIRST = 1;

    private static final String SHOP = "shop";
    private static final int SIZE = 2;
    /** Seconds are enough where the machine does nothing else. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    /** Of all points of a course. */
    private static final Duration LONGEST_VISIT = Duration.ofHours(2);
    /** Longer than any pause between two writes of a release that goes on. */
    private static final Duration QUIET = Duration.ofMillis(1500);

    private final Path folder;
    private final KubernetesClient client = new KubernetesClientBuilder()
            .withConfig(RealApiServer.require().newConfig())
            .build();
    private final String namespace = RealApiServer.require().newNamespace();
    private final StoreImages images = new StoreImages();
    private final SimulatedCluster cluster = new SimulatedCluster(client, namespace, images);
    private final ServiceProxy proxy = ServiceProxy.open(client, cluster.network(), namespace, SHOP, 0);
    private final StoreResource store = new StoreResource(client, namespace, SHOP);
    private final Promises promises = new Promises(client, namespace, SHOP, images, SIZE);
    private final Customers customers;
    private OperatorLife life;

    /**
     * A store that serves its first image, released by an operator that lives.
     *
     * @param folder for the operator's log
     * @param spec part of the store's spec, as JSON
     */
    KilledShop(Path folder, String spec) {
        this.folder = folder;
        store.createSecret("<?php return [];");
        store.create(image(FIRST), SHOP, proxy.address().getPort());
        store.patchSpec(spec);
        life = OperatorLife.begin(namespace, folder);
        awaits("the first release", () -> view().is("Ready"));
        customers = new Customers(proxy.address(), LONGEST_VISIT);
    }

    StoreResource store() {
        return store;
    }

    StoreView view() {
        return StoreView.of(store.get());
    }

    StoreImages images() {
        return images;
    }

    Trap trap() {
        return life.trap();
    }

    /** The next life begins. */
    void revive() {
        life.close();
        life = OperatorLife.begin(namespace, folder);
    }

    static String image(int number) {
        return "shop/php:" + number;
    }

    void wants(int image) {
        store.patchSpec("{\"image\": \"%s\"}".formatted(image(image)));
    }

    /** The store says that this image is live, and its Service selects that set. */
    boolean serves(int image) {
        StoreView view = view();
        return view.liveImage().equals(image(image)) && selects(view.live());
    }

    private boolean selects(String release) {
        Map<String, String> selector = client.services()
                .inNamespace(namespace)
                .withName(SHOP)
                .get()
                .getSpec()
                .getSelector();
        return StoreView.revisionOf(release).equals(selector.get(Labels.REVISION));
    }

    /** No other set than that of this release has a pod to run. */
    boolean isAlone(String release) {
        return sets().stream()
                .filter(set -> !set.getMetadata().getName().equals(Names.set(SHOP, StoreView.revisionOf(release))))
                .allMatch(set -> set.getSpec().getReplicas() == 0);
    }

    /** How many upgrades have begun in this image, however they ended. */
    int upgradesOf(int image) {
        return images.image(image(image)).runs("upgrade");
    }

    /** The operator has had nothing to write for a while. */
    boolean isQuiet() {
        return trap().quiet().compareTo(QUIET) > 0;
    }

    void awaits(String what, BooleanSupplier seen) {
        try {
            Awaitility.await(what)
                    .atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(200))
                    .until(seen::getAsBoolean);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("waited " + PATIENCE + " for " + what, e);
        }
    }

    /** The promises that hold whatever is asked, and at whatever point the operator died. */
    void holdsWhatAlwaysHolds(long askedBefore) {
        assertThat(promises.broken()).isEmpty();
        assertThat(customers.asked()).as("customers have asked meanwhile").isGreaterThan(askedBefore);
        assertThat(customers.failed()).as(customers.summary()).isZero();
        assertThat(images.database().everOverlapped())
                .as("two upgrades at once")
                .isFalse();
        assertThat(sets())
                .as("no set is about to be flipped to")
                .noneMatch(set -> Recorded.on(set).flatMap(SetRecord::promoting).isPresent());
        assertThat(client.batch().v1().jobs().inNamespace(namespace).list().getItems())
                .as("every Job has ended")
                .allMatch(job -> job.getStatus().getConditions().stream()
                        .anyMatch(condition -> List.of("Complete", "Failed").contains(condition.getType())));
        assertThat(store.get().getMetadata().getFinalizers()).as("finalizers").isEmpty();
    }

    private List<Deployment> sets() {
        return client.apps().deployments().inNamespace(namespace).list().getItems();
    }

    /** How many requests of customers have ended. */
    long asked() {
        return customers.asked();
    }

    /** What customers and the database have seen. */
    String summary() {
        return "%d requests of customers, %d failed; upgrades %s"
                .formatted(
                        customers.asked(),
                        customers.failed(),
                        images.database().upgrades().size());
    }

    String diagnosis() {
        return new Diagnosis(client, namespace) + "\n" + customers.summary() + "\n" + log();
    }

    private String log() {
        try {
            List<String> lines = Files.readAllLines(OperatorLife.log(folder));
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 200), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        customers.close();
        life.close();
        promises.close();
        proxy.close();
        cluster.close();
        client.close();
    }
}
