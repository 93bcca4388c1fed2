package io.magentobluegreen.cluster.observe;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The pod-template-hash of a Deployment's current ReplicaSet.
 *
 * <p>It changes only with the template, so it is asked for once for each template of a Deployment, when the cluster has
 * seen that; an idle store costs nothing. Safe from every thread.
 */
public final class TemplateHashes {
    private static final int REMEMBERED = 20_000;
    private static final String HASH = "pod-template-hash";
    private static final String REVISION = "deployment.kubernetes.io/revision";

    private final KubernetesClient client;
    private final Map<String, Known> known = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > REMEMBERED;
        }
    };

    private record Known(int template, String hash) {}

    public TemplateHashes(KubernetesClient client) {
        this.client = client;
    }

    /** The hash, or "" while the cluster has not made a ReplicaSet of the template as it is. */
    String of(Deployment set, SetStatus status) {
        String uid = set.getMetadata().getUid();
        int template = set.getSpec().getTemplate().hashCode();
        Known before = remembered(uid);
        if (before != null && before.template == template) {
            return before.hash;
        }
        Optional<String> hash = status.observed() ? find(set) : Optional.empty();
        hash.ifPresent(found -> remember(uid, new Known(template, found)));
        return hash.orElse("");
    }

    private Optional<String> find(Deployment set) {
        String revision = annotation(set.getMetadata().getAnnotations());
        return client
                .resources(ReplicaSet.class)
                .inNamespace(set.getMetadata().getNamespace())
                .withLabels(set.getSpec().getSelector().getMatchLabels())
                .list()
                .getItems()
                .stream()
                .filter(replicas -> replicas.getMetadata().getOwnerReferences().stream()
                        .anyMatch(
                                owner -> owner.getUid().equals(set.getMetadata().getUid())))
                .filter(replicas -> !revision.isEmpty()
                        && revision.equals(annotation(replicas.getMetadata().getAnnotations())))
                .map(replicas -> replicas.getMetadata().getLabels().getOrDefault(HASH, ""))
                .filter(hash -> !hash.isEmpty())
                .findFirst();
    }

    private static String annotation(Map<String, String> annotations) {
        return annotations == null ? "" : annotations.getOrDefault(REVISION, "");
    }

    private Known remembered(String uid) {
        synchronized (known) {
            return known.get(uid);
        }
    }

    private void remember(String uid, Known found) {
        synchronized (known) {
            known.put(uid, found);
        }
    }
}
