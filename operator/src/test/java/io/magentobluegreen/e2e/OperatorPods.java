package io.magentobluegreen.e2e;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** The operator as it is meant to run: two pods from its image in the stage's namespace, one of which leads. */
final class OperatorPods implements AutoCloseable {

    private static final String NAME = "magento-release-operator";
    private static final Duration START = Duration.ofMinutes(3);

    private final Stage stage;
    private final ApiServerDoor door;

    private OperatorPods(Stage stage) {
        this.stage = stage;
        this.door = ApiServerDoor.open(stage.client().getMasterUrl());
    }

    /** Makes and loads the image, starts both pods, and waits until they are ready and one leads. */
    static OperatorPods start(Stage stage) {
        Shell.run(List.of(
                Project.folder().resolve("operator/src/test/image/operator").toString()));
        var pods = new OperatorPods(stage);
        pods.apply();
        pods.awaitsBoth();
        stage.awaits("a leader", START, pods::leader, leader -> !leader.isEmpty());
        return pods;
    }

    private void apply() {
        var yaml = resource("/e2e/operator.yaml")
                .replace("@namespace@", stage.namespace())
                .replace("@door-host@", ApiServerDoor.HOST)
                .replace("@door-port@", Integer.toString(door.port()));
        stage.client()
                .load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                .items()
                .forEach(stage.cluster()::apply);
    }

    private static String resource(String path) {
        try (var stream = OperatorPods.class.getResourceAsStream(path)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + path, e);
        }
    }

    /** Waits until two pods are ready, whichever. */
    void awaitsBoth() {
        stage.awaits(
                "two operators",
                START,
                this::all,
                pods -> pods.size() == 2 && pods.stream().allMatch(Readiness::isPodReady));
    }

    private List<Pod> all() {
        return stage.client()
                .pods()
                .inNamespace(stage.namespace())
                .withLabel("app", NAME)
                .list()
                .getItems();
    }

    /** The name of the pod that holds the lease, or "". */
    String leader() {
        var lease = stage.client()
                .leases()
                .inNamespace(stage.namespace())
                .withName(NAME)
                .get();
        var holder = lease == null ? null : lease.getSpec().getHolderIdentity();
        return holder == null ? "" : holder;
    }

    /** Ends this pod at once, as the death of its node would. */
    void kill(String pod) {
        stage.client()
                .pods()
                .inNamespace(stage.namespace())
                .withName(pod)
                .withGracePeriod(0)
                .delete();
    }

    /** Asks this pod to stop, as a drain of its node does. */
    void stop(String pod) {
        stage.client().pods().inNamespace(stage.namespace()).withName(pod).delete();
    }

    /** Waits until another pod than this one holds the lease. */
    String awaitsLeaderAfter(String former, Duration limit) {
        return stage.awaits(
                "another leader", limit, this::leader, leader -> !leader.isEmpty() && !leader.equals(former));
    }

    String log(String pod) {
        return stage.client()
                .pods()
                .inNamespace(stage.namespace())
                .withName(pod)
                .getLog();
    }

    /** What this pod answers at the path. */
    String ask(String pod, String path) {
        var address = stage.client()
                .pods()
                .inNamespace(stage.namespace())
                .withName(pod)
                .get()
                .getStatus()
                .getPodIP();
        try (var answer =
                URI.create("http://" + address + ":8080" + path).toURL().openStream()) {
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("asking " + pod + " for " + path, e);
        }
    }

    @Override
    public void close() {
        door.close();
    }
}
