package io.magentobluegreen.cluster.action;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.SecretVolumeSource;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.magentobluegreen.cluster.ActionRefused;
import io.magentobluegreen.cluster.ObservedStale;
import io.magentobluegreen.cluster.SeenStore;
import io.magentobluegreen.cluster.SetIdentities;
import io.magentobluegreen.manifest.Annotations;
import io.magentobluegreen.manifest.LiveObjects;
import io.magentobluegreen.manifest.Names;
import io.magentobluegreen.manifest.PodLayout;
import io.magentobluegreen.manifest.Services;
import io.magentobluegreen.manifest.SetIdentity;
import io.magentobluegreen.release.want.Problem;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Shows a set to others: {@code <name>-live} for the store's other processes, the preview Service for people.
 *
 * <p>Each is POSTed where it is missing; one that exists is written only if it is ours, as it was read, and only where it differs. What
 * others put on it beside stays.
 */
final class Publication {
    private final ApiServer api;
    private final SeenStore seen;
    private final ActionLog log;

    Publication(ApiServer api, SeenStore seen, ActionLog log) {
        this.api = api;
        this.seen = seen;
        this.log = log;
    }

    /** The ConfigMap last: its revision says that both are written. */
    void publish(String revision) {
        Deployment set = set(revision);
        SetIdentity identity = SetIdentities.of(seen.resource(), set);
        SecretVolumeSource env = env(set);
        boolean snapshot = env.getSecretName().equals(identity.name());
        if (snapshot) {
            Secret own = required(Secret.class, identity.name());
            put(
                    LiveObjects.secret(identity, own),
                    (now, next) ->
                            new SecretBuilder(now).withData(next.getData()).build());
        }
        String image = set.getMetadata().getAnnotations().get(Annotations.IMAGE);
        ConfigMap next = LiveObjects.configMap(
                identity,
                image == null ? "" : image,
                required(ConfigMap.class, identity.name()),
                snapshot ? Names.live(seen.name()) : env.getSecretName(),
                snapshot ? PodLayout.ENV_FILE : env.getItems().get(0).getKey());
        put(
                next,
                (now, wanted) ->
                        new ConfigMapBuilder(now).withData(wanted.getData()).build());
        log.did("Published the live release to the store's other processes", revision);
    }

    void movePreview(String revision) {
        Service preview = Services.preview(seen.resource(), SetIdentities.of(seen.resource(), set(revision)));
        put(
                preview,
                (now, next) -> new ServiceBuilder(now)
                        .editSpec()
                        .withSelector(next.getSpec().getSelector())
                        .withPorts(next.getSpec().getPorts())
                        .endSpec()
                        .build());
        log.did("Moved the preview Service", revision);
    }

    private <T extends HasMetadata> void put(T wanted, BiFunction<T, T, T> onto) {
        @SuppressWarnings("unchecked")
        Class<T> kind = (Class<T>) wanted.getClass();
        String name = wanted.getMetadata().getName();
        Optional<T> found = api.get(kind, seen.namespace(), name);
        if (found.isEmpty() && api.create(wanted).isPresent()) {
            return;
        }
        T now = found.orElseGet(() -> required(kind, name));
        Optional<Problem> problem = seen.ownership().problem(now);
        if (problem.isPresent()) {
            throw new ActionRefused(problem.get());
        }
        T next = onto.apply(now, wanted);
        if (!next.equals(now)) {
            api.update(next);
        }
    }

    /** Where the set's pods get the store's own env.php from. */
    private static SecretVolumeSource env(Deployment set) {
        return set.getSpec().getTemplate().getSpec().getVolumes().stream()
                .filter(volume -> PodLayout.ENV_VOLUME.equals(volume.getName()))
                .map(Volume::getSecret)
                .findFirst()
                .orElseThrow(() -> new ObservedStale(ApiServer.of(set) + " mounts no env.php", null));
    }

    private Deployment set(String revision) {
        return required(Deployment.class, Names.set(seen.name(), revision));
    }

    private <T extends HasMetadata> T required(Class<T> kind, String name) {
        return api.get(kind, seen.namespace(), name)
                .orElseThrow(() -> new ObservedStale(kind.getSimpleName() + " " + name + " is gone", null));
    }
}
