package io.magentobluegreen.manifest;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * ConfigMap and Secret {@code <name>-live}: what the store's other processes (its cron, consumers, toolbox) need to run
 * as the live release does. A process with another prefix cleans and warms the wrong cache.
 *
 * <p>The overrides differ from those of web pods in one thing: they do not switch the store's cron off.
 *
 * <p>Applied whole after every flip, so they are not immutable. They are copies of what the live set is made of.
 */
public final class LiveObjects {

    /** Keys of the ConfigMap beside the wrapper and the overrides. */
    public static final String REVISION = "revision";

    /** The live set's colour. */
    public static final String COLOUR = "colour";

    /** The live set's image. */
    public static final String IMAGE = "image";

    /** Name of the Secret with the store's own env.php. */
    public static final String ENV_SECRET = "envSecret";

    /** Key of that Secret. */
    public static final String ENV_KEY = "envKey";

    private LiveObjects() {}

    /**
     * @param ofSet the live set's ConfigMap
     * @param envSecret where the live set's pods get env.php from: {@link Names#live} with a snapshot, else the store's own
     */
    public static ConfigMap configMap(SetIdentity set, String image, ConfigMap ofSet, String envSecret, String envKey) {
        Map<String, String> data = new LinkedHashMap<>();
        data.put(PodLayout.ENV_FILE, ofSet.getData().get(PodLayout.ENV_FILE));
        data.put(
                PodLayout.OVERRIDES,
                ofSet.getData()
                        .getOrDefault(
                                PodLayout.PROCESS_OVERRIDES, ofSet.getData().get(PodLayout.OVERRIDES)));
        data.put(REVISION, set.revision());
        data.put(COLOUR, set.colour());
        data.put(IMAGE, image);
        data.put(ENV_SECRET, envSecret);
        data.put(ENV_KEY, envKey);
        // spotless:off
        return new ConfigMapBuilder()
                .withNewMetadata()
                    .withName(Names.live(set.store()))
                    .withNamespace(set.namespace())
                    .withLabels(Labels.object(set.store(), "live"))
                    .withAnnotations(Annotations.described(
                            "The live release of store " + set.store()
                                    + " for its other processes: env.php wrapper, overrides, revision, colour and image."
                                    + " Rewritten after every switch of traffic.",
                            Map.of()))
                    .withOwnerReferences(set.owner().reference())
                .endMetadata()
                .withData(data)
                .build();
        // spotless:on
    }

    /** @param ofSet the live set's Secret; there is none without {@code env.snapshot} */
    public static Secret secret(SetIdentity set, Secret ofSet) {
        // spotless:off
        return new SecretBuilder()
                .withNewMetadata()
                    .withName(Names.live(set.store()))
                    .withNamespace(set.namespace())
                    .withLabels(Labels.object(set.store(), "live"))
                    .withAnnotations(Annotations.described(
                            "The store's env.php of the live release. Rewritten after every switch of traffic.", Map.of()))
                    .withOwnerReferences(set.owner().reference())
                .endMetadata()
                .withType("Opaque")
                .addToData(PodLayout.ENV_FILE, ofSet.getData().get(PodLayout.ENV_FILE))
                .build();
        // spotless:on
    }
}
