package io.magentobluegreen.cluster.action;

import io.fabric8.kubernetes.api.model.DeleteOptions;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.magentobluegreen.cluster.ActionRefused;
import io.magentobluegreen.cluster.ObservedStale;
import io.magentobluegreen.cluster.OwnWrites;
import io.magentobluegreen.release.want.Problem;
import java.net.HttpURLConnection;
import java.util.Optional;

/**
 * The few kinds of API calls that we make, with their refusals as types.
 *
 * <p>Never here: {@code replace} (it reads again after a conflict and forces), {@code edit}, {@code scale}, and a merge
 * patch of a selector (it keeps foreign keys).
 */
public final class ApiServer {
    private static final int UNPROCESSABLE = 422;

    private final KubernetesClient client;
    private final OwnWrites own;
    private final boolean secrets;

    /** One that may read Secrets. */
    public ApiServer(KubernetesClient client, OwnWrites own) {
        this(client, own, true);
    }

    /**
     * @param own told of every object as the API server has it after a write of ours
     * @param secrets Secrets may be read; otherwise there is none, whoever asks
     */
    public ApiServer(KubernetesClient client, OwnWrites own, boolean secrets) {
        this.client = client;
        this.own = own;
        this.secrets = secrets;
    }

    KubernetesClient client() {
        return client;
    }

    /** Reads the object itself, past every cache. */
    public <T extends HasMetadata> Optional<T> get(Class<T> kind, String namespace, String name) {
        if (kind == Secret.class && !secrets) {
            return Optional.empty();
        }
        return Optional.ofNullable(
                client.resources(kind).inNamespace(namespace).withName(name).get());
    }

    /** POSTs; empty when an object of that name exists. */
    <T extends HasMetadata> Optional<T> create(T object) {
        try {
            return Optional.of(noted(client.resource(object).create()));
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT && "AlreadyExists".equals(reason(e))) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * PUTs the object with the resourceVersion it carries.
     *
     * @throws ObservedStale when it was changed or deleted since
     */
    <T extends HasMetadata> T update(T object) {
        String version = object.getMetadata().getResourceVersion();
        if (version == null || version.isEmpty()) {
            throw new IllegalArgumentException("An update without resourceVersion overwrites anything: " + of(object));
        }
        try {
            return noted(client.resource(object).update());
        } catch (KubernetesClientException e) {
            throw staleOr(e, "Updating " + of(object));
        }
    }

    /** An update that changes nothing but annotations. */
    Deployment annotate(Deployment before, Deployment next) {
        Deployment after = update(next);
        own.annotated(before, after);
        return after;
    }

    /** Merges {@code patch} into the object; with a resourceVersion in the patch a changed object is {@link ObservedStale}. */
    <T extends HasMetadata> T merge(T object, String patch) {
        try {
            return noted(client.resource(object).patch(PatchContext.of(PatchType.JSON_MERGE), patch));
        } catch (KubernetesClientException e) {
            throw staleOr(e, "Patching " + of(object));
        }
    }

    /**
     * Deletes exactly this object, as it was read; one that is gone is fine.
     *
     * @throws ObservedStale when it was changed since, or is another one of that name
     */
    void delete(HasMetadata object) {
        delete(object, object.getMetadata().getResourceVersion());
    }

    /** Deletes exactly the object of this UID, whatever its version; one that is gone is fine. */
    void deleteByUid(HasMetadata object) {
        delete(object, null);
    }

    private void delete(HasMetadata object, String version) {
        DeleteOptions options = new DeleteOptionsBuilder()
                .withPropagationPolicy("Background")
                .withNewPreconditions()
                .withUid(object.getMetadata().getUid())
                .withResourceVersion(version)
                .endPreconditions()
                .build();
        try {
            client.raw(uri(object), "DELETE", options);
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw staleOr(e, "Deleting " + of(object));
            }
        }
    }

    private <T extends HasMetadata> T noted(T object) {
        own.wrote(object);
        return object;
    }

    static boolean isInvalid(KubernetesClientException e) {
        return e.getCode() == UNPROCESSABLE;
    }

    private static RuntimeException staleOr(KubernetesClientException e, String doing) {
        if (isOwnersConflict(e)) {
            return new ActionRefused(new Problem(
                    "FieldConflict",
                    doing + " is in conflict with another field manager: "
                            + e.getStatus().getMessage()));
        }
        boolean stale =
                e.getCode() == HttpURLConnection.HTTP_CONFLICT || e.getCode() == HttpURLConnection.HTTP_NOT_FOUND;
        return stale ? new ObservedStale(doing + " came too late", e) : e;
    }

    /** Also a 409, and no stale version: reading again does not help. */
    private static boolean isOwnersConflict(KubernetesClientException e) {
        return e.getStatus() != null
                && e.getStatus().getDetails() != null
                && e.getStatus().getDetails().getCauses().stream()
                        .anyMatch(cause -> "FieldManagerConflict".equals(cause.getReason()));
    }

    private static String reason(KubernetesClientException e) {
        return e.getStatus() == null ? "" : e.getStatus().getReason();
    }

    /** Where an object lies, without the API server's address. */
    static String uri(HasMetadata object) {
        String version = object.getApiVersion();
        return String.join(
                "/",
                version.contains("/") ? "/apis" : "/api",
                version,
                "namespaces",
                object.getMetadata().getNamespace(),
                object.getPlural(),
                object.getMetadata().getName());
    }

    static String of(HasMetadata object) {
        return object.getKind() + " " + object.getMetadata().getNamespace() + "/"
                + object.getMetadata().getName();
    }
}
