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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Deletes a set: its Deployment under the guard of {@link Lowering} and with the version read before it, then what only
 * it used and was there before the Deployment went; Secret and ConfigMap with the versions of then: whoever makes the set
 * anew meanwhile marks what it keeps, so that a collection which slept changes nothing of it. An upgrade Job that may run
 * is left; it is nobody's child and is collected by the release.
 *
 * <p>The ConfigMap goes last: one without a Deployment is what a collection left behind that was broken off, and says what
 * else did.
 */
final class Collection {
    /** Longer than the making of a set takes, with whatever clocks. */
    private static final Duration BEING_MADE = Duration.ofHours(1);

    private final ApiServer api;
    private final SeenStore seen;
    private final SetWrites sets;
    private final Lowering lowering;
    private final ActionLog log;
    private final Clock clock;

    Collection(ApiServer api, SeenStore seen, SetWrites sets, Lowering lowering, ActionLog log, Clock clock) {
        this.api = api;
        this.seen = seen;
        this.sets = sets;
        this.lowering = lowering;
        this.log = log;
        this.clock = clock;
    }

    /** What only one set uses, as it was read. */
    private record Rest(List<Job> jobs, Optional<Secret> secret, Optional<ConfigMap> configMap) {}

    /**
     * What a set kept of an earlier one less than an hour ago stays, and is left for {@link #finish}: whoever made it may still
     * be about to use it.
     *
     * @param anew also what to go back to, since it is made again right after
     * @return whether nothing is left
     */
    boolean collect(String revision, boolean anew) {
        Deployment set = sets.current(revision);
        Rest rest = rest(revision, api.get(ConfigMap.class, seen.namespace(), Names.set(seen.name(), revision)));
        lowering.permitDeletion(set, revision, anew);
        api.delete(set);
        seen.deleted(revision);
        log.did("Deleted the set", revision);
        return delete(rest, SetMaking::keptAt);
    }

    /**
     * Deletes what is left of sets whose Deployment is gone and that the record does not name; nothing that was made or kept
     * less than an hour ago, since a set that is being made has a ConfigMap and no Deployment yet.
     *
     * @return whether nothing is left
     */
    boolean finish() {
        Optional<LiveRecord> live = api.get(
                        Service.class, seen.namespace(), seen.resource().liveServiceName())
                .flatMap(Recorded::on);
        return live.isPresent()
                && ownMaps().stream()
                        .filter(map -> isOfASet(map) && !isNamed(live.get(), revision(map)))
                        .map(this::finish)
                        .reduce(true, Boolean::logicalAnd);
    }

    private boolean finish(ConfigMap map) {
        String revision = revision(map);
        if (!isGone(revision)) {
            return true;
        }
        Rest rest = rest(revision, Optional.of(map));
        // Asked again after the reads: whoever makes the set from now on raises the versions of what was read.
        if (!isGone(revision)) {
            return true;
        }
        boolean deleted = delete(rest, Collection::madeOrKeptAt);
        if (deleted) {
            log.did("Deleted what was left of a set that is gone", revision);
        }
        return deleted;
    }

    private List<ConfigMap> ownMaps() {
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
                .toList();
    }

    private boolean isOfASet(ConfigMap map) {
        return map.getMetadata().getName().equals(Names.set(seen.name(), revision(map)));
    }

    private static boolean isNamed(LiveRecord live, String revision) {
        return live.isLive(revision) || live.isPrevious(revision) || live.isSwitchedTo(revision);
    }

    private boolean isGone(String revision) {
        return api.get(Deployment.class, seen.namespace(), Names.set(seen.name(), revision))
                .isEmpty();
    }

    private Rest rest(String revision, Optional<ConfigMap> map) {
        Optional<Secret> secret = api.get(Secret.class, seen.namespace(), Names.set(seen.name(), revision));
        return new Rest(jobs(revision), secret.filter(seen.ownership()::owns), map.filter(seen.ownership()::owns));
    }

    /** @return whether nothing is left; all of it is left where some of it may be in use again */
    private boolean delete(Rest rest, Function<HasMetadata, Optional<Instant>> usedAt) {
        Instant before = clock.instant().minus(BEING_MADE);
        boolean used = Stream.<Optional<? extends HasMetadata>>of(rest.secret(), rest.configMap())
                .flatMap(Optional::stream)
                .flatMap(object -> usedAt.apply(object).stream())
                .anyMatch(at -> !at.isBefore(before));
        if (used) {
            return false;
        }
        rest.jobs().forEach(this::delete);
        rest.secret().ifPresent(api::delete);
        rest.configMap().ifPresent(api::delete);
        return true;
    }

    /** One that is not known to have ended may be resumed meanwhile. */
    private void delete(Job job) {
        if (JobWrites.isUpgrade(job)) {
            api.delete(job);
        } else {
            api.deleteByUid(job);
        }
    }

    private static Optional<Instant> madeOrKeptAt(HasMetadata object) {
        Instant made = Instant.parse(object.getMetadata().getCreationTimestamp());
        return SetMaking.keptAt(object).filter(made::isBefore).or(() -> Optional.of(made));
    }

    private static String revision(HasMetadata object) {
        return object.getMetadata().getLabels().getOrDefault(Labels.REVISION, "");
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
