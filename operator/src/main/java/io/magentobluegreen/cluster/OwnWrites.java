package io.magentobluegreen.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What this process wrote last, of each object. Safe from every thread.
 *
 * <p>A cached object that is older than our own write of it is read anew, so that no plan is made on what we ourselves
 * have changed. And a record that we wrote on a Deployment raised its generation without a change of its pods: a status
 * that the cluster gave before that is still about it as it is.
 */
public final class OwnWrites {
    private static final int REMEMBERED = 20_000;

    private final Map<String, Long> versions = new Recent<>();
    private final Map<String, Annotated> annotated = new Recent<>();

    /** From {@code same} to {@code generation} only annotations changed. */
    private record Annotated(long same, long generation) {}

    private static final class Recent<V> extends LinkedHashMap<String, V> {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
            return size() > REMEMBERED;
        }
    }

    public synchronized void wrote(HasMetadata object) {
        versions.merge(object.getMetadata().getUid(), version(object), Math::max);
    }

    /** {@code after} came of {@code before} by a write of ours that left the spec alone, with nothing between them. */
    public synchronized void annotated(Deployment before, Deployment after) {
        annotated.put(
                after.getMetadata().getUid(),
                new Annotated(sameSince(before), after.getMetadata().getGeneration()));
    }

    /** Whether the cached object is older than what we wrote. Versions of one kind are ordered numbers. */
    public synchronized boolean isBehind(HasMetadata cached) {
        Long ours = versions.get(cached.getMetadata().getUid());
        return ours != null && version(cached) < ours;
    }

    /** The generation since which the Deployment's spec is known to be the one it has now. */
    public synchronized long sameSince(Deployment set) {
        long now = set.getMetadata().getGeneration();
        Annotated ours = annotated.get(set.getMetadata().getUid());
        return ours != null && ours.generation() == now ? ours.same() : now;
    }

    /** An API server whose versions are no numbers: nothing is known to be behind. */
    private static long version(HasMetadata object) {
        String text = object.getMetadata().getResourceVersion();
        return text != null && text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    }
}
