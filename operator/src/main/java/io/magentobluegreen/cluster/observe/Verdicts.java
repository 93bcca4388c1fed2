package io.magentobluegreen.cluster.observe;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.magentobluegreen.cluster.JobEnd;
import io.magentobluegreen.cluster.pod.PodTrouble;
import io.magentobluegreen.cluster.pod.Troubles;
import io.magentobluegreen.manifest.PodLayout;
import io.magentobluegreen.manifest.job.JobVerdict;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.Verdict;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What finished Jobs say of their steps, from the termination message of their pods. A finished Job says nothing else
 * later, so each is read once. Safe from every thread.
 */
public final class Verdicts {
    private static final int REMEMBERED = 5_000;
    private static final String OUT_OF_MEMORY = "OOMKilled";
    private static final String LOST = "ContainerStatusUnknown";
    private static final ListOptions RECENT =
            new ListOptionsBuilder().withResourceVersion("0").build();
    private static final String JOB_NAME = "batch.kubernetes.io/job-name";

    private final KubernetesClient client;
    private final Troubles troubles;
    private final Map<String, Verdict> known = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Verdict> eldest) {
            return size() > REMEMBERED;
        }
    };

    public Verdicts(KubernetesClient client, Troubles troubles) {
        this.client = client;
        this.troubles = troubles;
    }

    /** What keeps the pod of a Job from running that has not ended, or "". */
    String trouble(Job job) {
        return troubles.of(job);
    }

    /** Reads the Job's pods, unless they were read before. */
    Verdict of(Job job, Step step, JobEnd end) {
        String uid = job.getMetadata().getUid();
        synchronized (known) {
            if (known.containsKey(uid)) {
                return known.get(uid);
            }
        }
        Verdict verdict = read(job, step, end);
        synchronized (known) {
            known.put(uid, verdict);
        }
        return verdict;
    }

    private Verdict read(Job job, Step step, JobEnd end) {
        if (step == Step.CHECK_JOBS) {
            return ofCheck(job, end);
        }
        List<Pod> sole = end.complete() ? soleOf(job) : List.of();
        List<Pod> pods = (sole.stream().flatMap(Verdicts::terminated).anyMatch(Verdicts::hasMessage) ? sole : pods(job))
                .stream()
                        .sorted(Comparator.comparing(pod -> pod.getMetadata().getCreationTimestamp()))
                        .toList();
        return pods.stream()
                .flatMap(Verdicts::terminated)
                .reduce((earlier, later) -> later)
                .map(state -> said(scriptStep(step), state))
                .map(verdict -> readable(verdict, job))
                .orElseGet(() -> silent(job, end, pods));
    }

    private static Verdict said(String step, ContainerStateTerminated state) {
        int exitCode = state.getExitCode() == null ? -1 : state.getExitCode();
        if (OUT_OF_MEMORY.equals(state.getReason()) && !hasMessage(state)) {
            return new Verdict(
                    Verdict.Result.FAILED,
                    "OutOfMemory",
                    "The Job's pod ran out of memory and left no verdict: raise upgrade.resources.limits.memory, then retry.",
                    Map.of());
        }
        JobVerdict verdict = JobVerdict.read(step, exitCode, state.getMessage());
        return new Verdict(result(verdict.result()), verdict.reason(), verdict.message(), verdict.facts());
    }

    /** The full log stays in the pod: how to read it belongs to what went wrong. */
    private static Verdict readable(Verdict verdict, Job job) {
        return verdict.result() == Verdict.Result.FAILED
                ? new Verdict(
                        verdict.result(), verdict.reason(), verdict.message() + " (" + logs(job) + ")", verdict.facts())
                : verdict;
    }

    private static String logs(Job job) {
        return "kubectl logs -n " + job.getMetadata().getNamespace() + " job/"
                + job.getMetadata().getName();
    }

    private static Verdict.Result result(JobVerdict.Result result) {
        return switch (result) {
            case PASSED -> Verdict.Result.PASSED;
            case FAILED -> Verdict.Result.FAILED;
            case HELD -> Verdict.Result.HELD;
            case TOO_LATE -> Verdict.Result.TOO_LATE;
        };
    }

    /** Its container never ended by itself: evicted, deleted, out of time, or kept from running by one before it. */
    private Verdict silent(Job job, JobEnd end, List<Pod> pods) {
        String name = job.getMetadata().getName();
        if (end.reason().equals("DeadlineExceeded")) {
            return late(name, troubles.lastOf(job));
        }
        Optional<String> init = pods.stream()
                .flatMap(pod -> PodTrouble.initFailure(pod).stream())
                .findFirst();
        if (init.isPresent()) {
            return none("InitContainerFailed", "The Job " + name + " did not begin: " + init.get());
        }
        return pods.stream()
                .flatMap(pod -> PodTrouble.failure(pod).stream())
                .findFirst()
                .map(why -> none("NoVerdict", "The Job " + name + " left no verdict: " + why))
                .orElseGet(() -> none(
                        "NoVerdict",
                        "The pod of Job " + name + " is gone or never ran to its end, and left no verdict"));
    }

    private static Verdict none(String reason, String message) {
        return new Verdict(Verdict.Result.NONE, reason, message, Map.of());
    }

    private static Verdict late(String name, String trouble) {
        return trouble.isEmpty()
                ? new Verdict(
                        Verdict.Result.FAILED,
                        "JobDeadlineExceeded",
                        "The Job " + name + " ran longer than its deadline; look why, then retry",
                        Map.of())
                : new Verdict(
                        Verdict.Result.FAILED,
                        "JobNotStarted",
                        "The Job " + name + " did not begin before its deadline: " + trouble,
                        Map.of());
    }

    /** The store's own program: its exit code and its termination message are all it says. */
    private Verdict ofCheck(Job job, JobEnd end) {
        if (end.complete()) {
            return Verdict.passed(Map.of());
        }
        String late = end.reason().equals("DeadlineExceeded") ? "it ran longer than its timeout" : "";
        String why = Stream.concat(
                        pods(job).stream().flatMap(pod -> PodTrouble.fault(pod).stream()),
                        Stream.of(troubles.lastOf(job), late))
                .filter(clause -> !clause.isEmpty())
                .findFirst()
                .orElse("its log says why");
        return new Verdict(
                Verdict.Result.FAILED,
                "CheckFailed",
                "The check Job " + job.getMetadata().getName() + " failed: " + why + " (" + logs(job)
                        + " --all-containers)",
                Map.of());
    }

    /** The one pod of a Job that needed no second: what it has said it has said, also as the API server had it a moment ago. */
    private List<Pod> soleOf(Job job) {
        Integer failed = job.getStatus().getFailed();
        List<Pod> recent = failed == null || failed == 0 ? pods(job, RECENT) : List.of();
        return recent.size() == 1 ? recent : List.of();
    }

    private List<Pod> pods(Job job) {
        return pods(job, new ListOptions());
    }

    private List<Pod> pods(Job job, ListOptions options) {
        return client
                .pods()
                .inNamespace(job.getMetadata().getNamespace())
                .withLabel(JOB_NAME, job.getMetadata().getName())
                .list(options)
                .getItems()
                .stream()
                .filter(pod -> pod.getMetadata().getOwnerReferences().stream()
                        .anyMatch(
                                owner -> owner.getUid().equals(job.getMetadata().getUid())))
                .toList();
    }

    private static Stream<ContainerStateTerminated> terminated(Pod pod) {
        boolean disrupted = pod.getStatus().getConditions().stream()
                .anyMatch(condition ->
                        "DisruptionTarget".equals(condition.getType()) && "True".equals(condition.getStatus()));
        return pod.getStatus().getContainerStatuses().stream()
                .filter(container -> PodLayout.JOB.equals(container.getName()))
                .map(ContainerStatus::getState)
                .filter(Objects::nonNull)
                .map(state -> state.getTerminated())
                .filter(Objects::nonNull)
                // A node that lost the container says so in its place.
                .filter(state -> !LOST.equals(state.getReason()))
                .filter(state -> !disrupted || hasMessage(state));
    }

    private static boolean hasMessage(ContainerStateTerminated state) {
        return state.getMessage() != null && !state.getMessage().isBlank();
    }

    /** The word that the script was called with and writes into its verdict. */
    private static String scriptStep(Step step) {
        return switch (step) {
            case CLEAN_LIVE, CLEAN, CUTOVER_CLEAN, BACK_CLEAN -> Step.CLEAN.text();
            default -> step.text();
        };
    }
}
