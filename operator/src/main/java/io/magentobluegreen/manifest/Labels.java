package io.magentobluegreen.manifest;

import java.util.Map;
import java.util.TreeMap;

/**
 * Label keys, and the label sets of our objects.
 *
 * <p>{@code role=web} is on sets and their pods only: a Service that overlaps two sets selects by it, and would send
 * customers to a Job.
 */
public final class Labels {

    /** Prefix of all our labels and annotations. */
    public static final String PREFIX = "magento-bluegreen.io/";

    /** The store's name. */
    public static final String STORE = PREFIX + "store";

    /** {@code web} or {@code job}. */
    public static final String ROLE = PREFIX + "role";

    /** {@code blue} or {@code green}, given when a set is made. */
    public static final String COLOUR = PREFIX + "colour";

    /** On a set its revision; on a Job the revision whose image it runs. */
    public static final String REVISION = PREFIX + "revision";

    /** The release that needs a Job. */
    public static final String RELEASE = PREFIX + "release";

    /** What a Job does. */
    public static final String STEP = PREFIX + "step";

    /** On Services: {@code live} or {@code preview}. */
    public static final String SERVICE = PREFIX + "service";

    /** Value of {@link #ROLE} on sets and their pods. */
    public static final String WEB = "web";

    /** Value of {@link #ROLE} on Jobs and their pods. */
    public static final String JOB = "job";

    static final String APP_NAME = "app.kubernetes.io/name";
    static final String APP_INSTANCE = "app.kubernetes.io/instance";
    static final String APP_COMPONENT = "app.kubernetes.io/component";
    static final String APP_MANAGED_BY = "app.kubernetes.io/managed-by";

    private Labels() {}

    /** Labels of every object of a store. */
    public static Map<String, String> object(String store, String component) {
        Map<String, String> labels = new TreeMap<>();
        labels.put(APP_NAME, "magento");
        labels.put(APP_INSTANCE, store);
        labels.put(APP_COMPONENT, component);
        labels.put(APP_MANAGED_BY, Names.OPERATOR);
        labels.put(STORE, store);
        return labels;
    }

    /**
     * Labels of an object that no owner has. Argo CD, where it tracks by label, takes each such object that names its
     * application as instance for its own, and prunes what Git does not hold.
     */
    public static Map<String, String> unowned(Map<String, String> labels) {
        Map<String, String> kept = new TreeMap<>(labels);
        kept.remove(APP_INSTANCE);
        return kept;
    }

    /** Labels of a set, its pods, its ConfigMap and its Secret. */
    public static Map<String, String> set(SetIdentity set) {
        Map<String, String> labels = object(set.store(), WEB);
        labels.putAll(selector(set));
        return labels;
    }

    /** What picks exactly the pods of one set: selector of its Deployment and of a Service that sends traffic to it. */
    public static Map<String, String> selector(SetIdentity set) {
        return selector(set.store(), set.colour(), set.revision());
    }

    /** As {@link #selector(SetIdentity)}, from the words of a record. */
    public static Map<String, String> selector(String store, String colour, String revision) {
        return new TreeMap<>(Map.of(STORE, store, ROLE, WEB, COLOUR, colour, REVISION, revision));
    }

    /** What picks the pods of every set of a store, and none of its Jobs. */
    public static Map<String, String> everySet(String store) {
        return new TreeMap<>(Map.of(STORE, store, ROLE, WEB));
    }

    /** Labels of a Job and its pod. */
    public static Map<String, String> job(String store, String release, String step, String imageRevision) {
        Map<String, String> labels = object(store, JOB);
        labels.put(ROLE, JOB);
        labels.put(STEP, step);
        labels.put(RELEASE, release);
        labels.put(REVISION, imageRevision);
        return labels;
    }
}
