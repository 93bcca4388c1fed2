package io.magentobluegreen.cluster.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PodTroubleTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final String SPEC = """
            metadata: {name: %s}
            spec:
              initContainers: [{name: wait}, {name: mesh, restartPolicy: Always}]
              containers: [{name: php}, {name: nginx}]
            status: %s
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        conditions: [{type: PodScheduled, status: "False", reason: Unschedulable, message: "0/3 nodes are available: 3 Insufficient memory."}] | pod a finds no node (Unschedulable: 0/3 nodes are available: 3 Insufficient memory.): see web.resources
        containerStatuses: [{name: php, image: "r/php:9", state: {waiting: {reason: ErrImagePull, message: "not found"}}}] | container php of pod a cannot get its image r/php:9 (ErrImagePull: not found): see that the image exists and that spec.imagePullSecrets
        containerStatuses: [{name: php, image: "r/php:9", state: {waiting: {reason: ErrImageNeverPull}}}] | container php of pod a cannot get its image r/php:9 (ErrImageNeverPull): see
        containerStatuses: [{name: php, state: {running: {}}, ready: true}, {name: nginx, state: {waiting: {reason: CreateContainerConfigError, message: 'secret "keys" not found'}}}] | container nginx of pod a cannot be started (CreateContainerConfigError: secret "keys" not found): see what spec.env.from, spec.web.podPatch and the image
        containerStatuses: [{name: php, state: {waiting: {reason: CrashLoopBackOff, message: "back-off 10s"}}, lastState: {terminated: {exitCode: 78, reason: Error, message: "no user www"}}}] | container php of pod a keeps ending, last with exit code 78 (no user www): kubectl logs a -c php --previous
        containerStatuses: [{name: php, state: {waiting: {reason: CrashLoopBackOff}}, lastState: {terminated: {exitCode: 137, reason: OOMKilled}}}] | container php of pod a keeps ending, last with exit code 137 (OOMKilled): kubectl logs
        initContainerStatuses: [{name: wait, state: {terminated: {exitCode: 3, reason: Error, message: "no database\\nat all"}}}] | init container wait of pod a ended with exit code 3 (no database at all)
        initContainerStatuses: [{name: wait, state: {waiting: {reason: ImagePullBackOff}}, image: tool}] | init container wait of pod a cannot get its image tool (ImagePullBackOff): see
        initContainerStatuses: [{name: wait, state: {running: {}}}] | init container wait of pod a has not ended yet
        containerStatuses: [{name: php, state: {terminated: {exitCode: 0}}}, {name: nginx, state: {running: {}}, ready: false}] | container nginx of pod a runs and does not answer its readiness probe
        {phase: Failed, reason: Evicted, message: "The node was low on resource: memory."} | pod a was ended (Evicted: The node was low on resource: memory.)
        {phase: Pending, startTime: "2026-11-23T11:58:00Z", containerStatuses: [{name: php, state: {waiting: {reason: ContainerCreating}}}]} | the containers of pod a are not made yet, mostly because of a volume: kubectl describe pod a
        """)
    void saysWhatKeepsAPod(String status, String trouble) {
        Pod pod = pod("a", status);

        assertThat(PodTrouble.of(pod, NOW).orElseThrow()).startsWith(trouble);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "conditions: [{type: PodScheduled, status: \"True\"}]",
                "{phase: Pending, startTime: \"2026-11-23T11:59:30Z\"}",
                "containerStatuses: [{name: php, state: {waiting: {reason: PodInitializing}}}]",
                "containerStatuses: [{name: php}]",
                "containerStatuses: [{name: php, state: {running: {}}, ready: true}]",
                "containerStatuses: [{name: php, state: {terminated: {exitCode: 0}}}]",
                "initContainerStatuses: [{name: mesh, state: {running: {}}}]"
            })
    void saysNothingOfAPodThatComesAlong(String status) {
        Pod pod = pod("a", status);

        assertThat(PodTrouble.of(pod, NOW)).isEmpty();
    }

    @Test
    void namesTheSamePodEachTime() {
        String status = "containerStatuses: [{name: php, state: {running: {}}, ready: false}]";
        Pod leaving = pod("a", status);
        leaving.getMetadata().setDeletionTimestamp("2026-11-23T12:00:00Z");

        String trouble = PodTrouble.ofAny(List.of(pod("c", status), leaving, pod("b", status)), NOW)
                .orElseThrow();

        assertThat(trouble).contains("pod b");
    }

    @Test
    void cutsWhatAContainerSays() {
        Pod pod = pod(
                "a",
                "initContainerStatuses: [{name: wait, state: {terminated: {exitCode: 1, message: \"" + "x".repeat(5000)
                        + "\"}}}]");

        assertThat(PodTrouble.initFailure(pod).orElseThrow()).hasSizeLessThan(400);
    }

    private static Pod pod(String name, String status) {
        String flow = status.startsWith("{") ? status : "{" + status + "}";
        Pod pod = Serialization.unmarshal(SPEC.formatted(name, flow), Pod.class);
        pod.setStatus(pod.getStatus() == null ? new PodStatus() : pod.getStatus());
        return pod;
    }
}
