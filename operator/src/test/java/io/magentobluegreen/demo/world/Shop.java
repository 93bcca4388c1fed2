package io.magentobluegreen.demo.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.magentobluegreen.api.MagentoRelease;
import io.magentobluegreen.scenario.StoreResource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The store as a person holds it. What changes it answers the command that a person would type for that; what changed in it
 * comes in the order it happened.
 */
public final class Shop implements AutoCloseable {
    private static final String MANIFEST = "/demo/shop.yaml";

    private final KubernetesClient client;
    private final StoreResource resource;
    private final int port;
    private final BlockingQueue<MagentoRelease> changes = new LinkedBlockingQueue<>();
    private final SharedIndexInformer<MagentoRelease> informer;

    /** @param port where its live Service is reached */
    Shop(KubernetesClient client, int port) {
        this.client = client;
        this.port = port;
        this.resource = new StoreResource(client, World.NAMESPACE, World.SHOP);
        this.informer = client.resources(MagentoRelease.class)
                .inNamespace(World.NAMESPACE)
                .withName(World.SHOP)
                .inform(new Changes());
    }

    public String create() {
        resource.createSecret("<?php return [];");
        client.resource(manifest()).create();
        return "kubectl apply -f shop.yaml";
    }

    private GenericKubernetesResource manifest() {
        try (InputStream file = Shop.class.getResourceAsStream(MANIFEST)) {
            ObjectNode store = (ObjectNode) Serialization.unmarshal(file, JsonNode.class);
            ((ObjectNode) store.at("/spec/service")).put("port", port);
            return Serialization.unmarshal(store.toString(), GenericKubernetesResource.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String wants(String image) {
        String spec = "{\"image\": \"%s\"}".formatted(image);
        resource.patchSpec(spec);
        return "kubectl patch mrel shop --type=merge -p '{\"spec\": %s}'".formatted(spec);
    }

    /** The store after its next change, empty where none came within this time. */
    public Optional<MagentoRelease> awaitChange(Duration longest) throws InterruptedException {
        return Optional.ofNullable(changes.poll(longest.toMillis(), TimeUnit.MILLISECONDS));
    }

    @Override
    public void close() {
        informer.close();
    }

    private final class Changes implements ResourceEventHandler<MagentoRelease> {
        @Override
        public void onAdd(MagentoRelease store) {
            changes.add(store);
        }

        @Override
        public void onUpdate(MagentoRelease before, MagentoRelease store) {
            changes.add(store);
        }

        @Override
        public void onDelete(MagentoRelease store, boolean unknown) {
            // Nobody deletes it.
        }
    }
}
