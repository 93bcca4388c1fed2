package io.magentobluegreen.simulation.cluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Deletes what names owners none of which is there any more. */
final class GarbageCollector implements Controller {
    private final Writes writes;

    GarbageCollector(Writes writes) {
        this.writes = writes;
    }

    @Override
    public void reconcile(Scene scene) {
        Map<String, Boolean> there = new HashMap<>();
        scene.all().forEach(object -> there.put(object.getMetadata().getUid(), true));
        scene.all()
                .filter(object -> !object.getMetadata().getOwnerReferences().isEmpty())
                .filter(object -> !Scene.leaves(object))
                .filter(object -> object.getMetadata().getOwnerReferences().stream()
                        .noneMatch(owner ->
                                there.computeIfAbsent(owner.getUid(), uid -> exists(scene.namespace(), owner))))
                .forEach(this::collect);
    }

    /** One that is made only now was not in the scene, or is of a kind that is not. */
    private boolean exists(String namespace, OwnerReference owner) {
        GenericKubernetesResource found = writes.find(namespace, owner);
        return Optional.ofNullable(found)
                .map(HasMetadata::getMetadata)
                .filter(metadata -> owner.getUid().equals(metadata.getUid()))
                .isPresent();
    }

    private void collect(HasMetadata object) {
        writes.delete(object);
    }
}
