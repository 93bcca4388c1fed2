package io.magentobluegreen.schedule.api;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapList;
import io.fabric8.kubernetes.api.model.DefaultKubernetesResourceList;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventList;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ListMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretList;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceList;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentList;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetList;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobList;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceList;
import io.magentobluegreen.api.MagentoRelease;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The kinds of objects that this API server knows. */
public enum Kind {
    RELEASE(MagentoRelease.class, "magentoreleases", Kind::releases),
    DEPLOYMENT(Deployment.class, "deployments", items -> new DeploymentList("apps/v1", all(items), "L", meta())),
    REPLICA_SET(ReplicaSet.class, "replicasets", items -> new ReplicaSetList("apps/v1", all(items), "L", meta())),
    POD(Pod.class, "pods", items -> new PodList("v1", all(items), "L", meta())),
    JOB(Job.class, "jobs", items -> new JobList("batch/v1", all(items), "L", meta())),
    SERVICE(Service.class, "services", items -> new ServiceList("v1", all(items), "L", meta())),
    SLICE(EndpointSlice.class, "endpointslices", items -> new EndpointSliceList("v1", all(items), "L", meta())),
    CONFIG_MAP(ConfigMap.class, "configmaps", items -> new ConfigMapList("v1", all(items), "L", meta())),
    SECRET(Secret.class, "secrets", items -> new SecretList("v1", all(items), "L", meta())),
    EVENT(Event.class, "events", items -> new EventList("v1", all(items), "L", meta()));

    private static final Map<String, Kind> BY_PLURAL =
            Arrays.stream(values()).collect(Collectors.toMap(kind -> kind.plural, kind -> kind));

    private final Class<? extends HasMetadata> type;
    private final String plural;
    private final Function<List<? extends HasMetadata>, Object> list;

    Kind(Class<? extends HasMetadata> type, String plural, Function<List<? extends HasMetadata>, Object> list) {
        this.type = type;
        this.plural = plural;
        this.list = list;
    }

    /** By the name in a path, such as {@code deployments}. */
    static Kind of(String plural) {
        Kind kind = BY_PLURAL.get(plural);
        if (kind == null) {
            throw new IllegalArgumentException("This API server knows no " + plural);
        }
        return kind;
    }

    public static Kind of(HasMetadata object) {
        return Arrays.stream(values())
                .filter(kind -> kind.type.isInstance(object))
                .findFirst()
                .orElseThrow();
    }

    Class<? extends HasMetadata> type() {
        return type;
    }

    public String plural() {
        return plural;
    }

    Object list(List<? extends HasMetadata> items) {
        return list.apply(items);
    }

    private static Object releases(List<? extends HasMetadata> items) {
        DefaultKubernetesResourceList<MagentoRelease> list = new DefaultKubernetesResourceList<>();
        list.setItems(all(items));
        return list;
    }

    @SuppressWarnings("unchecked")
    private static <T> List<T> all(List<? extends HasMetadata> items) {
        return (List<T>) items;
    }

    private static ListMeta meta() {
        return new ListMeta();
    }
}
