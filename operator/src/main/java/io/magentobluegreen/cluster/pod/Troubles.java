package io.magentobluegreen.cluster.pod;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import io.fabric8.kubernetes.api.model.batch.v1.UncountedTerminatedPods;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private static final String NOT_STARTED = "its pod has not started yet";
    private static final Set<String> ENDS = Set.of("FailureTarget", "SuccessCriteriaMet");

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

    /** A clause, or "" when its pod runs, is being deleted, or has ended. */
    public String of(Job job) {
        if (running(job)) {
            synchronized (last) {
                last.remove(job.getMetadata().getUid());
            }
            return "";
        }
        String now = seen(job);
        if (!now.isEmpty()) {
            remember(job, now);
        }
        return now;
    }

    /** Its pods may be deleted later, because it ran out of time. That a pod has not started is no news after a reason. */
    private void remember(Job job, String trouble) {
        synchronized (last) {
            String uid = job.getMetadata().getUid();
            String before = last.remove(uid);
            last.put(uid, before != null && trouble.equals(NOT_STARTED) ? before : trouble);
        }
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
        if (!began || Boolean.TRUE.equals(job.getSpec().getSuspend())) {
            return "";
        }
        if (number(status.getActive()) == 0) {
            boolean slow =
                    clock.instant().isAfter(Instant.parse(status.getStartTime()).plus(SLOW));
            String name = job.getMetadata().getName();
            return hadNoPod(status) && slow
                    ? "no pod could be made for it: kubectl describe job " + name + " shows why"
                    : "";
        }
        return ofPods(
                job,
                pods(
                        job.getMetadata().getNamespace(),
                        Map.of(JOB_NAME, job.getMetadata().getName())));
    }

    /** A pod that has just ended is in none of the numbers: it is named for a moment, until its finalizer is gone. */
    private static boolean hadNoPod(JobStatus status) {
        UncountedTerminatedPods uncounted = status.getUncountedTerminatedPods();
        return number(status.getSucceeded()) + number(status.getFailed()) + number(status.getTerminating()) == 0
                && (uncounted == null
                        || uncounted.getSucceeded().isEmpty()
                                && uncounted.getFailed().isEmpty())
                && Stream.ofNullable(status.getConditions())
                        .flatMap(List::stream)
                        .noneMatch(condition ->
                                ENDS.contains(condition.getType()) && "True".equals(condition.getStatus()));
    }

    private String ofPods(Job job, List<Pod> pods) {
        if (pods.stream().anyMatch(pod -> isDeleted(pod) && pending(pod))) {
            // Its node forgets what kept it, and whoever looks for the first time knows no more than this.
            remember(job, NOT_STARTED);
        }
        return PodTrouble.ofAny(pods, clock.instant())
                .orElse(pods.stream().anyMatch(pod -> !isDeleted(pod) && pending(pod)) ? NOT_STARTED : "");
    }

    private static boolean running(Job job) {
        return job.getStatus() != null && number(job.getStatus().getReady()) > 0;
    }

    private static boolean isDeleted(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() != null;
    }

    private static boolean pending(Pod pod) {
        return pod.getStatus() == null
                || pod.getStatus().getPhase() == null
                || "Pending".equals(pod.getStatus().getPhase());
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
