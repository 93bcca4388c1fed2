package io.magentobluegreen.benchmark.cluster;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.magentobluegreen.manifest.Labels;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The status that a kubelet would write: a web pod is ready, a Job's pod has succeeded and left the verdict that the
 * script leaves. An image whose tag ends with {@code -upgrade} finds that the database has to be upgraded.
 */
record PlayedPod(Pod pod, String address) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String DIGEST = "0".repeat(64);

    private boolean isJob() {
        return pod.getMetadata().getLabels() != null
                && pod.getMetadata().getLabels().containsKey(Labels.STEP);
    }

    /** A merge patch of the subresource. */
    String patch(boolean ready) {
        ObjectNode status = JSON.objectNode();
        status.put("phase", isJob() ? "Succeeded" : "Running")
                .put("podIP", address)
                .put("startTime", now());
        status.putArray("podIPs").addObject().put("ip", address);
        ArrayNode conditions = status.putArray("conditions");
        List.of("PodScheduled", "Initialized")
                .forEach(type -> conditions.addObject().put("type", type).put("status", "True"));
        List.of("ContainersReady", "Ready")
                .forEach(type -> conditions
                        .addObject()
                        .put("type", type)
                        .put("status", ready && !isJob() ? "True" : "False")
                        .put("lastTransitionTime", now()));
        ArrayNode containers = status.putArray("containerStatuses");
        pod.getSpec().getContainers().forEach(container -> containers.add(container(container, ready)));
        return JSON.objectNode().set("status", status).toString();
    }

    private ObjectNode container(Container container, boolean ready) {
        ObjectNode status = JSON.objectNode();
        status.put("name", container.getName())
                .put("image", container.getImage())
                .put(
                        "imageID",
                        "sha256:" + Integer.toHexString(container.getImage().hashCode()))
                .put("ready", ready && !isJob())
                .put("restartCount", 0);
        ObjectNode state = status.putObject("state");
        if (isJob()) {
            state.putObject("terminated")
                    .put("exitCode", 0)
                    .put("reason", "Completed")
                    .put("startedAt", now())
                    .put("finishedAt", now())
                    .put("message", verdict(container).toString());
        } else {
            state.putObject("running").put("startedAt", now());
        }
        return status;
    }

    private static ObjectNode verdict(Container container) {
        List<String> command = container.getCommand();
        String word = command.size() > 2 ? command.get(2) : "";
        ObjectNode verdict = JSON.objectNode().put("step", word).put("result", "Passed");
        return word.equals("preflight")
                ? verdict.put("database", container.getImage().endsWith("-upgrade") ? 2 : 0)
                        .put("config", 0)
                        .put("varnish", false)
                        .put("setupDigest", DIGEST)
                : verdict;
    }

    private static String now() {
        return Now.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
