package io.magentobluegreen.cluster.action;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.magentobluegreen.cluster.SeenStore;
import io.magentobluegreen.cluster.record.Recorded;
import io.magentobluegreen.manifest.Labels;
import io.magentobluegreen.manifest.Names;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.ReleaseName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Deletes a set: its Deployment under the guard of {@link Lowering} and with the version read before it, then what only
 * it used, each by UID. An upgrade Job that may run is left; it is nobody's child and is collected by the release.
 *
 * <p>The ConfigMap goes last: one without a Deployment is what a collection left behind that was broken off, and says what
 * else did.
 */
final class Collection {
    private final ApiServer api;
    private final SeenStore seen;
    private final SetWrites sets;
    private final Lowering lowering;
    private final ActionLog log;

    Collection(ApiServer api, SeenStore seen, SetWrites sets, Lowering lowering, ActionLog log) {
        this.api = api;
        this.seen = seen;
        this.sets = sets;
        this.lowering = lowering;
        this.log = log;
    }

    /** @param anew also what to go back to, since it is made again right after */
    void collect(String revision, boolean anew) {
        Deployment set = sets.current(revision);
        lowering.permitDeletion(set, revision, anew);
        api.delete(set);
        seen.deleted(revision);
        rest(revision);
        log.did("Deleted the set", revision);
    }

    /**
     * Deletes what is left of sets whose Deployment is gone and that the record does not name.
     *
     * @param before only what was made before this: a set that is being made has a ConfigMap and no Deployment yet
     * @return whether nothing is left
     */
    boolean finish(Instant before) {
        Optional<LiveRecord> live = api.get(
                        Service.class, seen.namespace(), seen.resource().liveServiceName())
                .flatMap(Recorded::on);
        List<ConfigMap> orphans = live.isEmpty() ? List.of() : orphans(live.get());
        for (ConfigMap orphan : orphans) {
            if (!Instant.parse(orphan.getMetadata().getCreationTimestamp()).isBefore(before)) {
                return false;
            }
            String revision = orphan.getMetadata().getLabels().get(Labels.REVISION);
            rest(revision);
            log.did("Deleted what was left of a set that is gone", revision);
        }
        return live.isPresent();
    }

    private List<ConfigMap> orphans(LiveRecord live) {
        return api
                .client()
                .configMaps()
                .inNamespace(seen.namespace())
                .withLabels(Map.of(Labels.STORE, seen.name(), Labels.ROLE, Labels.WEB))
                .list()
                .getItems()
                .stream()
                .filter(seen.ownership()::owns)
                .filter(map -> map.getMetadata().getDeletionTimestamp() == null)
                .filter(map -> isOfASetThatIsGone(map, live))
                .toList();
    }

    private boolean isOfASetThatIsGone(ConfigMap map, LiveRecord live) {
        String name = map.getMetadata().getName();
        String revision = map.getMetadata().getLabels().getOrDefault(Labels.REVISION, "");
        return name.equals(Names.set(seen.name(), revision))
                && !live.isLive(revision)
                && !live.isPrevious(revision)
                && !live.isSwitchedTo(revision)
                && api.get(Deployment.class, seen.namespace(), name).isEmpty();
    }

    private void rest(String revision) {
        String name = Names.set(seen.name(), revision);
        jobs(revision).forEach(api::deleteByUid);
        delete(api.get(Secret.class, seen.namespace(), name));
        delete(api.get(ConfigMap.class, seen.namespace(), name));
    }

    private void delete(Optional<? extends HasMetadata> object) {
        object.filter(seen.ownership()::owns).ifPresent(api::deleteByUid);
    }

    private List<Job> jobs(String revision) {
        return api
                .client()
                .resources(Job.class)
                .inNamespace(seen.namespace())
                .withLabel(Labels.STORE, seen.name())
                .list()
                .getItems()
                .stream()
                .filter(job -> ReleaseName.parse(job.getMetadata().getLabels().get(Labels.RELEASE))
                        .filter(release -> release.revision().equals(revision))
                        .isPresent())
                .filter(seen.ownership()::owns)
                .filter(job -> !JobWrites.isRunningUpgrade(job))
                .toList();
    }
}
