package io.magentobluegreen.cluster.observe;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.magentobluegreen.cluster.StoreKey;
import io.magentobluegreen.manifest.Labels;
import io.magentobluegreen.release.ledger.Ledger;
import io.magentobluegreen.release.record.JobRef;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.JobView;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The store's Jobs, and whether a pod of an upgrade may still be at the database.
 *
 * @param pods an upgrade pod is neither Succeeded nor Failed: a deleted Job's pod goes on running
 */
record UpgradeFacts(Map<String, JobView> jobs, boolean pods) {
    private static final Set<String> ENDED = Set.of("Succeeded", "Failed");

    static UpgradeFacts read(KubernetesClient client, StoreFacts facts, StoreReads reads, Verdicts verdicts) {
        List<JobRef> awaited = facts.sets().values().stream()
                .flatMap(set -> set.record().stream())
                .flatMap(UpgradeFacts::awaited)
                .toList();
        Optional<String> open = facts.ledger().flatMap(Ledger::open).map(Ledger.Fact.Touched::job);
        Set<String> verdictsAwaited = awaited.stream().map(JobRef::uid).collect(Collectors.toCollection(HashSet::new));
        open.ifPresent(verdictsAwaited::add);
        List<Job> jobs = confirmed(reads, awaited, open);
        boolean mayRun = open.isPresent() || facts.finalizer();
        return new UpgradeFacts(
                new JobViews(verdicts, facts.ownership()).of(jobs, verdictsAwaited),
                mayRun && anyPod(client, StoreKey.of(facts.resource())));
    }

    /** Jobs on record whose step has no evidence: their verdict is waited for, so their absence would do something. */
    private static Stream<JobRef> awaited(SetRecord record) {
        return record.jobs().entrySet().stream()
                .filter(job -> !record.passed(job.getKey()) && !job.getValue().isUsedUp())
                .map(Map.Entry::getValue);
    }

    /** @param open UID of the Job that the ledger says runs: without it the upgrade would be given up for vanished */
    private static List<Job> confirmed(StoreReads reads, List<JobRef> awaited, Optional<String> open) {
        List<Job> cached = reads.jobs();
        boolean missing = open.filter(uid -> cached.stream()
                        .noneMatch(job -> uid.equals(job.getMetadata().getUid())))
                .isPresent();
        if (missing) {
            return reads.listedJobs();
        }
        List<Job> jobs = new ArrayList<>(cached);
        Set<String> names =
                jobs.stream().map(job -> job.getMetadata().getName()).collect(Collectors.toSet());
        awaited.stream()
                .map(JobRef::name)
                .filter(name -> !names.contains(name))
                .distinct()
                .forEach(name -> reads.job(name).ifPresent(jobs::add));
        return jobs;
    }

    private static boolean anyPod(KubernetesClient client, StoreKey store) {
        return client
                .pods()
                .inNamespace(store.namespace())
                .withLabel(Labels.STORE, store.name())
                .withLabel(Labels.STEP, Step.UPGRADE.text())
                .list()
                .getItems()
                .stream()
                .anyMatch(UpgradeFacts::mayRun);
    }

    private static boolean mayRun(Pod pod) {
        return pod.getStatus() == null || !ENDED.contains(pod.getStatus().getPhase());
    }
}
