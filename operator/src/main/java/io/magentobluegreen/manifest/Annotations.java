package io.magentobluegreen.manifest;

import java.util.Map;
import java.util.TreeMap;

/** Annotation keys that the operator writes on the objects it makes. The keys of records stand beside their codecs. */
public final class Annotations {

    /** What an object is, in a sentence for the person who finds it. */
    public static final String DESCRIPTION = Labels.PREFIX + "description";

    /** Image of a set, on its Deployment, ConfigMap and pods. */
    public static final String IMAGE = Labels.PREFIX + "image";

    /** On Jobs: the number of the try, counted from 1. */
    public static final String ATTEMPT = Labels.PREFIX + "attempt";

    /** On Jobs: what they were made for beside their release, for example the setup digest of an upgrade. */
    public static final String SUBJECT = Labels.PREFIX + "subject";

    /** On an upgrade Job that shall never be resumed: why. On the ledger: UID of the last such Job that was deleted. */
    public static final String CANCELLED = Labels.PREFIX + "cancelled";

    /** On the upgrade Job's pod template: epoch seconds after which its script refuses to begin. */
    public static final String BEGIN_BEFORE = Labels.PREFIX + "begin-before";

    /** Keeps the cluster autoscaler from taking a node away under a running Job. */
    public static final String SAFE_TO_EVICT = "cluster-autoscaler.kubernetes.io/safe-to-evict";

    /** On a Service that was there before its store: UID of the resource that adopted it, in place of an owner until its flip. */
    public static final String ADOPTED_BY = Labels.PREFIX + "adopted-by";

    /** On a set's Secret and ConfigMap: when the set was made and they were there already. ISO 8601. */
    public static final String KEPT_AT = Labels.PREFIX + "kept-at";

    private Annotations() {}

    /** The description first, the given ones beside it; sorted, so that two runs make the same bytes. */
    static Map<String, String> described(String description, Map<String, String> others) {
        Map<String, String> all = new TreeMap<>(others);
        all.put(DESCRIPTION, description);
        return all;
    }
}
