package io.magentobluegreen.cluster.pod;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What keeps the pods of a set or a Job from running, read live from them, and only while they do not run.
 *
 * <p>Of each Job the last trouble is remembered: when it runs out of time, its pods are deleted, and what they suffered is
 * the reason that a person looks for. Safe from every thread.
 */
public final class Troubles {
    private static final int REMEMBERED = 1_000;
    private static final String JOB_NAME = "batch.kubernetes.io/job-name";

    /** A Job has no pod yet for a moment; for longer only where the API server refuses one. */
    private static final Duration SLOW = Duration.ofSeconds(10);

    private final KubernetesClient client;
    private final Clock clock;
    private final Map<String, String> last = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > REMEMBERED;
        }
    };

    public Troubles(KubernetesClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    /** A clause, or "" when nothing is known to be wrong with these pods of the set. */
    public String of(Deployment set, List<Pod> pods) {
        return refusal(set).or(() -> PodTrouble.ofAny(pods, clock.instant())).orElse("");
    }

    /** A clause, or "" when its pod runs, or has ended. */
    public String of(Job job) {
        String now = seen(job);
        synchronized (last) {
            // Its pods may be deleted by now, because it ran out of time.
            if (!now.isEmpty()) {
                last.put(job.getMetadata().getUid(), now);
            } else if (running(job)) {
                last.remove(job.getMetadata().getUid());
            }
        }
        return now;
    }

    /** What was last seen of a Job that has ended since, or "". */
    public String lastOf(Job job) {
        synchronized (last) {
            return last.getOrDefault(job.getMetadata().getUid(), "");
        }
    }

    private String seen(Job job) {
        JobStatus status = job.getStatus();
        boolean began = status != null && status.getStartTime() != null;
        if (!began || Boolean.TRUE.equals(job.getSpec().getSuspend()) || running(job)) {
            return "";
        }
        if (number(status.getActive()) == 0) {
            boolean none =
                    number(status.getSucceeded()) + number(status.getFailed()) + number(status.getTerminating()) == 0;
            boolean slow =
                    clock.instant().isAfter(Instant.parse(status.getStartTime()).plus(SLOW));
            String name = job.getMetadata().getName();
            return none && slow ? "no pod could be made for it: kubectl describe job " + name + " shows why" : "";
        }
        return ofPods(pods(
                job.getMetadata().getNamespace(),
                Map.of(JOB_NAME, job.getMetadata().getName())));
    }

    private String ofPods(List<Pod> pods) {
        return PodTrouble.ofAny(pods, clock.instant())
                .orElse(pods.stream().anyMatch(Troubles::pending) ? "its pod has not started yet" : "");
    }

    private static boolean running(Job job) {
        return job.getStatus() != null && number(job.getStatus().getReady()) > 0;
    }

    /** A pod that is being deleted is pending too, its node forgets what kept it, and that is no news of its Job. */
    private static boolean pending(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() == null
                && (pod.getStatus() == null
                        || pod.getStatus().getPhase() == null
                        || "Pending".equals(pod.getStatus().getPhase()));
    }

    /** The API server lets no pod of it be made, for example for a quota or a Pod Security level. */
    private static Optional<String> refusal(Deployment set) {
        return Stream.ofNullable(set.getStatus())
                .flatMap(status -> Stream.ofNullable(status.getConditions()).flatMap(List::stream))
                .filter(condition ->
                        "ReplicaFailure".equals(condition.getType()) && "True".equals(condition.getStatus()))
                .map(DeploymentCondition::getMessage)
                .map(message -> "no pod can be made (" + Said.by(message) + ")")
                .findFirst();
    }

    private List<Pod> pods(String namespace, Map<String, String> labels) {
        return client.pods().inNamespace(namespace).withLabels(labels).list().getItems();
    }

    private static int number(Integer value) {
        return value == null ? 0 : value;
    }
}
