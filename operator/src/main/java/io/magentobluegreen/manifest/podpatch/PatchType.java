package io.magentobluegreen.manifest.podpatch;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EphemeralContainer;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A Kubernetes type as a patch sees it: its fields, and how each of its lists is merged.
 *
 * <p>The fields come from the client's model classes. The table of merging lists is that of the tags {@code
 * patchStrategy} and {@code patchMergeKey} on the Go types of core/v1 and meta/v1 that a pod template reaches
 * (Kubernetes 1.36); every other list is replaced as a whole.
 */
final class PatchType {

    /** Stands for "a list of plain values, merged by value". */
    static final String BY_VALUE = "";

    private static final ObjectMapper MODEL = new ObjectMapper();

    /** Looking a class over takes longer than a whole merge, and there are some dozens of them. */
    private static final Map<JavaType, SortedMap<String, JavaType>> FIELDS = new ConcurrentHashMap<>();

    private static final Map<String, String> CONTAINER_LISTS = Map.of(
            "ports", "containerPort",
            "env", "name",
            "volumeMounts", "mountPath",
            "volumeDevices", "devicePath");

    private static final Map<Class<?>, Map<String, String>> MERGING_LISTS = Map.of(
            Container.class,
            CONTAINER_LISTS,
            EphemeralContainer.class,
            CONTAINER_LISTS,
            ObjectMeta.class,
            Map.of("ownerReferences", "uid", "finalizers", BY_VALUE),
            PodSpec.class,
            Map.of(
                    "containers", "name",
                    "initContainers", "name",
                    "ephemeralContainers", "name",
                    "volumes", "name",
                    "imagePullSecrets", "name",
                    "hostAliases", "ip",
                    "topologySpreadConstraints", "topologyKey",
                    "schedulingGates", "name",
                    "resourceClaims", "name"));

    /** How a value of this type is written in JSON. */
    enum Shape {
        OBJECT("an object"),
        MAP("an object"),
        LIST("a list"),
        TEXT("a text in quotes"),
        INTEGER("a whole number"),
        NUMBER("a number"),
        BOOLEAN("true or false"),
        QUANTITY("a number or a text"),
        INTEGER_OR_TEXT("a whole number or a text"),
        ANYTHING("anything");

        final String words;

        Shape(String words) {
            this.words = words;
        }
    }

    private final JavaType java;

    private PatchType(JavaType java) {
        this.java = java;
    }

    static PatchType of(Class<?> model) {
        return new PatchType(MODEL.constructType(model));
    }

    Shape shape() {
        Class<?> raw = java.getRawClass();
        if (raw == String.class) {
            return Shape.TEXT;
        } else if (raw == Boolean.class) {
            return Shape.BOOLEAN;
        } else if (raw == Integer.class || raw == Long.class) {
            return Shape.INTEGER;
        } else if (Number.class.isAssignableFrom(raw)) {
            return Shape.NUMBER;
        } else if (raw == Quantity.class) {
            return Shape.QUANTITY;
        } else if (raw == IntOrString.class) {
            return Shape.INTEGER_OR_TEXT;
        } else if (java.isMapLikeType()) {
            return Shape.MAP;
        } else if (java.isCollectionLikeType()) {
            return Shape.LIST;
        }
        return properties().isEmpty() ? Shape.ANYTHING : Shape.OBJECT;
    }

    /** Type of a field or of a map's value; empty when this type has no such field. */
    Optional<PatchType> field(String name) {
        if (java.isMapLikeType()) {
            return Optional.of(element());
        }
        return Optional.ofNullable(fields().get(name)).map(PatchType::new);
    }

    /** Type of a list's entries or a map's values. */
    PatchType element() {
        return new PatchType(java.getContentType());
    }

    /** The key by which entries of a list are matched, or {@link #BY_VALUE}; empty when the list is replaced as a whole. */
    Optional<String> mergeKey(String list) {
        return Optional.ofNullable(
                MERGING_LISTS.getOrDefault(java.getRawClass(), Map.of()).get(list));
    }

    /** Names of this type's fields, sorted. */
    Set<String> properties() {
        return fields().keySet();
    }

    private SortedMap<String, JavaType> fields() {
        return FIELDS.computeIfAbsent(java, PatchType::introspect);
    }

    private static SortedMap<String, JavaType> introspect(JavaType type) {
        SortedMap<String, JavaType> fields = new TreeMap<>();
        MODEL.getDeserializationConfig()
                .introspect(type)
                .findProperties()
                .forEach(property -> fields.put(property.getName(), property.getPrimaryType()));
        return Collections.unmodifiableSortedMap(fields);
    }
}
