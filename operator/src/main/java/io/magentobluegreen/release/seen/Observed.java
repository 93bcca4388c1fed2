package io.magentobluegreen.release.seen;

import io.magentobluegreen.release.ledger.Ledger;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.SetRecord;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the cluster shows: a snapshot taken once per reconciliation.
 *
 * @param service empty when there is none, confirmed by a live read
 * @param remembered the record the Service had when this process last saw one; empty when it never did, or where a Service that is there does not select what was live
 * @param sets all sets of the store, by revision
 * @param ledger empty when there is none, confirmed by a live read
 * @param jobs all Jobs of the store, by name; an absence that matters is confirmed by a live read
 * @param upgradePods an upgrade pod of the store is neither Succeeded nor Failed (live LIST)
 * @param finalizer our finalizer is on the resource
 * @param published revision that {@code <name>-live} holds, or ""
 * @param preview revision that the preview Service selects, or ""; "" also while its port is not the wanted one
 * @param answers of tasks, kept in memory
 * @param standing revisions of which a pod is there, whatever its state; looked for only where two sets are about to be
 *     selected at once
 * @param attentive since when this process has looked and nothing was held: before that, time is no evidence
 */
public record Observed(
        Optional<ServiceView> service,
        Optional<LiveRecord> remembered,
        Map<String, SetView> sets,
        Optional<Ledger> ledger,
        Map<String, JobView> jobs,
        boolean upgradePods,
        boolean finalizer,
        String published,
        String preview,
        Map<Task, Answer> answers,
        SoakProgress soak,
        Set<String> standing,
        Instant attentive) {
    public Observed {
        sets = Map.copyOf(sets);
        jobs = Map.copyOf(jobs);
        answers = Map.copyOf(answers);
        standing = Set.copyOf(standing);
    }

    public Optional<LiveRecord> live() {
        return service.flatMap(ServiceView::record);
    }

    public Optional<SetView> set(String revision) {
        return Optional.ofNullable(sets.get(revision));
    }

    public Optional<SetRecord> record(String revision) {
        return set(revision).flatMap(SetView::record);
    }

    public Optional<Answer> answer(Task task) {
        return Optional.ofNullable(answers.get(task));
    }
}
