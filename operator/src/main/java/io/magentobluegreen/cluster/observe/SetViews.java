package io.magentobluegreen.cluster.observe;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.magentobluegreen.cluster.OwnWrites;
import io.magentobluegreen.cluster.SetEndpoints;
import io.magentobluegreen.cluster.record.Recorded;
import io.magentobluegreen.release.gate.Turn;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.seen.SetView;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Sets as the planner sees them. In the ordinary look the Deployment's status speaks for its pods; a fresh look, before
 * a flip, counts the pods themselves.
 */
final class SetViews {
    private final OwnWrites own;
    private final TemplateHashes hashes;
    private final BiFunction<Deployment, SetStatus, String> images;
    private final Function<Deployment, String> troubles;

    /**
     * @param images what the pods of a set run, where it is asked for beside a fresh look
     * @param troubles what keeps the pods of a set that is waited for
     */
    SetViews(
            KubernetesClient client,
            OwnWrites own,
            BiFunction<Deployment, SetStatus, String> images,
            Function<Deployment, String> troubles) {
        this.own = own;
        this.hashes = new TemplateHashes(client);
        this.images = images;
        this.troubles = troubles;
    }

    /** @param pods in a fresh look the pods themselves */
    Map<String, SetView> of(
            Map<String, Deployment> sets, String store, Collection<EndpointSlice> live, Optional<StorePods> pods) {
        Map<String, SetView> views = new TreeMap<>();
        sets.forEach((revision, set) -> {
            boolean referenced = SetEndpoints.of(live, store, revision).referenced();
            views.put(
                    revision,
                    pods.map(all -> counted(revision, set, all.of(set), referenced))
                            .orElseGet(() -> reported(revision, set, referenced)));
        });
        return views;
    }

    private SetView reported(String revision, Deployment set, boolean referenced) {
        SetStatus status = SetStatus.of(set, own);
        Optional<SetRecord> record = Recorded.on(set);
        return new SetView(
                revision,
                record,
                status.wanted(),
                status.isAvailable(),
                status.ready(),
                hashes.of(set, status),
                status.isUniform(),
                images.apply(set, status),
                referenced,
                isAwaited(status, record) ? troubles.apply(set) : "");
    }

    /** Somebody waits for its pods to be available. */
    private static boolean isAwaited(SetStatus status, Optional<SetRecord> record) {
        return status.wanted() > 0
                && !status.isAvailable()
                && record.filter(r -> !r.ended() || Turn.goesBack(r)).isPresent();
    }

    private SetView counted(String revision, Deployment set, SetPods pods, boolean referenced) {
        SetStatus status = SetStatus.of(set, own);
        String template = hashes.of(set, status);
        return new SetView(
                revision,
                Recorded.on(set),
                status.wanted(),
                status.isAvailable(),
                pods.ready().size(),
                template,
                status.isUniform() && pods.isUniform(template),
                pods.imageId(),
                referenced);
    }
}
