package io.magentobluegreen.demo.world;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.magentobluegreen.cluster.storefront.http.DirectTransport;
import io.magentobluegreen.controller.ReleaseOperator;
import io.magentobluegreen.simulation.api.InProcessApiServer;
import io.magentobluegreen.simulation.cluster.SimulatedCluster;
import io.magentobluegreen.simulation.network.ServiceProxy;
import io.magentobluegreen.simulation.store.ImageScript;
import io.magentobluegreen.simulation.store.StoreImages;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Everything that runs in the demo, until it is closed; then no port is open any more. */
public final class World implements AutoCloseable {
    static final String NAMESPACE = "shop";
    static final String SHOP = "shop";

    /** What Magento takes for a page from its page cache. */
    private static final Duration PAGE = Duration.ofMillis(20);
    /** So long that a person sees each step. */
    private static final Duration JOB = Duration.ofMillis(800);

    private static final int WORKERS = 4;

    private final InProcessApiServer server;
    private final KubernetesClient client;
    private final KubernetesClient operatorsClient;
    private final StoreImages images = new StoreImages();
    private final SimulatedCluster cluster;
    private final ServiceProxy proxy;
    private final DirectTransport transport = new DirectTransport();
    private final ReleaseOperator operator;
    private final Shop shop;
    private final Customers customers;

    private World(CustomResourceDefinition definition) {
        server = new InProcessApiServer(definition);
        client = server.client("demo");
        operatorsClient = server.client("operator");
        cluster = new SimulatedCluster(client, NAMESPACE, images);
        proxy = ServiceProxy.open(client, cluster.network(), NAMESPACE, SHOP, 0);
        operator = new ReleaseOperator(
                operatorsClient,
                new ReleaseOperator.Setup(
                        Set.of(NAMESPACE), transport, true, WORKERS, Optional.empty(), Clock.systemUTC()));
        shop = new Shop(client, proxy.address().getPort());
        customers = new Customers(proxy.address());
    }

    /** A world with an operator that runs, and no store yet. */
    public static World open(CustomResourceDefinition definition) {
        World world = new World(definition);
        world.operator.start();
        return world;
    }

    public Shop shop() {
        return shop;
    }

    public Customers customers() {
        return customers;
    }

    /** What decides how this image behaves. */
    public ImageScript image(String image) {
        return images.image(image).pagesTake(PAGE).jobsTake(JOB);
    }

    @Override
    public void close() {
        customers.close();
        shop.close();
        operator.close();
        transport.close();
        proxy.close();
        cluster.close();
        operatorsClient.close();
        client.close();
        server.close();
    }
}
