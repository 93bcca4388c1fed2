package io.magentobluegreen.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A GitOps tool: applies what Git holds on the server's side, again and again, under a field manager of its own.
 *
 * <p>Each time it applies onto the very version that it has read, so that whatever differs afterwards was its own doing.
 */
final class GitSync implements AutoCloseable {
    private static final long PERIOD_MILLIS = 150;

    private final Stage stage;
    private final String manager;
    private final boolean force;
    private final ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor();
    private final List<String> refusals = new CopyOnWriteArrayList<>();
    private final List<String> changes = new CopyOnWriteArrayList<>();
    private final AtomicInteger writes = new AtomicInteger();
    private final AtomicInteger idle = new AtomicInteger();
    private volatile String image;

    private GitSync(Stage stage, String manager, boolean force) {
        this.stage = stage;
        this.manager = manager;
        this.force = force;
    }

    /** Begins with this image in Git. */
    static GitSync start(Stage stage, String manager, boolean force, String image) {
        GitSync sync = new GitSync(stage, manager, force);
        sync.commit(image);
        sync.loop.scheduleWithFixedDelay(sync::sync, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        return sync;
    }

    void commit(String next) {
        image = next;
    }

    /** What was refused, and why. */
    List<String> refusals() {
        return refusals;
    }

    /** What it changed beside that which Git holds. */
    List<String> changes() {
        return changes;
    }

    /** How often it changed anything. */
    int writes() {
        return writes.get();
    }

    /** How often it found everything as Git has it. */
    int idle() {
        return idle.get();
    }

    private void sync() {
        try {
            Optional<GenericKubernetesResource> before = read();
            GenericKubernetesResource wanted = stage.manifest(image);
            before.ifPresent(seen -> wanted.getMetadata().setResourceVersion(version(seen)));
            var request = stage.client().resource(wanted).fieldManager(manager);
            GenericKubernetesResource after = (force ? request.forceConflicts() : request).serverSideApply();
            before.ifPresent(seen -> compare(seen, after));
        } catch (KubernetesClientException e) {
            // Without an answer nothing was refused: it tries again, as such tools do.
            if (e.getCode() > 0 && !isOlderThanSeen(e)) {
                refusals.add(e.getMessage());
            }
        } catch (RuntimeException e) {
            refusals.add(e.toString());
        }
    }

    private void compare(GenericKubernetesResource before, GenericKubernetesResource after) {
        (version(before).equals(version(after)) ? idle : writes).incrementAndGet();
        JsonNode was = ofOthers(before);
        JsonNode is = ofOthers(after);
        if (!was.equals(is)) {
            changes.add("from " + was + "\nto " + is);
        }
    }

    /** All that Git does not hold: status, annotations, finalizers, and who owns what. */
    private JsonNode ofOthers(GenericKubernetesResource object) {
        ObjectNode parts = stage.client().getKubernetesSerialization().convertValue(object, ObjectNode.class);
        parts.remove("spec");
        ObjectNode metadata = parts.withObject("/metadata");
        metadata.remove(List.of("resourceVersion", "generation"));
        metadata.withArray("managedFields")
                .removeIf(entry -> entry.path("manager").asText().equals(manager));
        return parts;
    }

    private Optional<GenericKubernetesResource> read() {
        return Optional.ofNullable(
                stage.client().resource(stage.manifest(image)).get());
    }

    private static String version(GenericKubernetesResource object) {
        return object.getMetadata().getResourceVersion();
    }

    /** Somebody wrote between reading and applying: nothing was applied. */
    private static boolean isOlderThanSeen(KubernetesClientException e) {
        return e.getCode() == HttpURLConnection.HTTP_CONFLICT && !e.getMessage().contains("conflict with");
    }

    @Override
    public void close() {
        loop.shutdownNow();
    }
}
