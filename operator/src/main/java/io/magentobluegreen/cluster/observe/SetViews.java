package io.magentobluegreen.cluster.observe;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.magentobluegreen.cluster.OwnWrites;
import io.magentobluegreen.cluster.SetEndpoints;
import io.magentobluegreen.cluster.pod.Troubles;
import io.magentobluegreen.release.gate.Turn;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.seen.SetView;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Sets as the planner sees them. In the ordinary look the Deployment's status speaks for its pods; a fresh look, before
 * a flip, counts the pods themselves.
 */
final class SetViews {
    private final OwnWrites own;
    private final TemplateHashes hashes;

    /**
     * The pods as a person who asks what is going on has them.
     *
     * @param troubles what keeps them from running where they are waited for
     */
    record Pods(StorePods pods, Troubles troubles) {
        /** What a moved tag shows in; "" while not every pod is available. */
        private String images(Deployment set, SetStatus status) {
            return status.isAvailable() ? pods.of(set).imageId() : "";
        }

        private String trouble(Deployment set) {
            return troubles.of(set, pods.selectedBy(set).toList());
        }
    }

    SetViews(KubernetesClient client, OwnWrites own) {
        this.own = own;
        this.hashes = new TemplateHashes(client);
    }

    /** @param pods empty where nobody asks what they run and what keeps them */
    Map<String, SetView> reported(
            Map<String, FoundSet> sets, String store, Collection<EndpointSlice> live, Optional<Pods> pods) {
        Map<String, SetView> views = new TreeMap<>();
        sets.forEach((revision, set) -> views.put(
                revision,
                reported(revision, set, SetEndpoints.of(live, store, revision).referenced(), pods)));
        return views;
    }

    Map<String, SetView> counted(
            Map<String, FoundSet> sets, String store, Collection<EndpointSlice> live, StorePods pods) {
        Map<String, SetView> views = new TreeMap<>();
        sets.forEach((revision, set) -> views.put(
                revision,
                counted(
                        revision,
                        set,
                        pods.of(set.object()),
                        SetEndpoints.of(live, store, revision).referenced())));
        return views;
    }

    private SetView reported(String revision, FoundSet found, boolean referenced, Optional<Pods> pods) {
        Deployment set = found.object();
        SetStatus status = SetStatus.of(set, own);
        return new SetView(
                revision,
                found.record(),
                status.wanted(),
                status.isAvailable(),
                status.ready(),
                hashes.of(set, status),
                status.isUniform(),
                pods.map(all -> all.images(set, status)).orElse(""),
                referenced,
                pods.filter(all -> isAwaited(status, found.record()))
                        .map(all -> all.trouble(set))
                        .orElse(""));
    }

    /** Somebody waits for its pods to be available. */
    private static boolean isAwaited(SetStatus status, Optional<SetRecord> record) {
        return status.wanted() > 0
                && !status.isAvailable()
                && record.filter(r -> !r.ended() || Turn.goesBack(r)).isPresent();
    }

    private SetView counted(String revision, FoundSet found, SetPods pods, boolean referenced) {
        SetStatus status = SetStatus.of(found.object(), own);
        String template = hashes.of(found.object(), status);
        return new SetView(
                revision,
                found.record(),
                status.wanted(),
                status.isAvailable(),
                pods.ready().size(),
                template,
                status.isUniform() && pods.isUniform(template),
                pods.imageId(),
                referenced);
    }
}
