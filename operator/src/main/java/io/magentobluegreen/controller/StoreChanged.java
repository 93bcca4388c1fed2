package io.magentobluegreen.controller;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import io.magentobluegreen.api.MagentoRelease;
import io.magentobluegreen.manifest.Labels;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Lets through what may change a plan: the spec, our annotations, deletion, finalizers; not our own status writes, but a
 * status that somebody took away.
 */
final class StoreChanged implements OnUpdateFilter<MagentoRelease> {
    @Override
    public boolean accept(MagentoRelease after, MagentoRelease before) {
        ObjectMeta now = after.getMetadata();
        ObjectMeta then = before.getMetadata();
        return !Objects.equals(now.getGeneration(), then.getGeneration())
                || !Objects.equals(now.getDeletionTimestamp(), then.getDeletionTimestamp())
                || !Objects.equals(now.getFinalizers(), then.getFinalizers())
                || !Objects.equals(now.getUid(), then.getUid())
                || !ours(now).equals(ours(then))
                || Reporter.isWiped(after.getStatus()) && !Reporter.isWiped(before.getStatus());
    }

    private static Map<String, String> ours(ObjectMeta metadata) {
        Map<String, String> ours =
                new TreeMap<>(metadata.getAnnotations() == null ? Map.of() : metadata.getAnnotations());
        ours.keySet().removeIf(key -> !key.startsWith(Labels.PREFIX));
        return ours;
    }
}
