package io.magentobluegreen.e2e;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * What a namespace holds that may not change while input is wrong: every object with its version but the store's resource, whose status
 * says what is wrong, Events and what the cluster derives by itself.
 *
 * @param objects {@code Kind/name} to its identity and version
 */
record Inventory(SortedMap<String, String> objects) {

    /** As it is now. */
    static Inventory of(Stage stage) {
        var objects = new TreeMap<String, String>();
        all(stage)
                .flatMap(List::stream)
                .forEach(object -> objects.put(
                        object.getKind() + "/" + object.getMetadata().getName(), version(object)));
        return new Inventory(objects);
    }

    /** As it is when it has not changed for three seconds. */
    static Inventory settled(Stage stage) {
        var last = new AtomicReference<>(of(stage));
        await("a namespace in which nothing changes")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(500))
                .during(Duration.ofSeconds(3))
                .until(() -> {
                    var now = of(stage);
                    return now.equals(last.getAndSet(now));
                });
        return last.get();
    }

    /** {@code Kind/name} of everything, in order. */
    List<String> names() {
        return List.copyOf(objects.keySet());
    }

    Inventory without(String name) {
        var rest = new TreeMap<>(objects);
        rest.remove(name);
        return new Inventory(rest);
    }

    /** A pod's status and the counts in a Deployment's follow the node, whoever writes. */
    private static String version(HasMetadata object) {
        var uid = object.getMetadata().getUid();
        if (object instanceof Pod) {
            return uid;
        }
        return object instanceof Deployment set
                ? uid + " " + set.getMetadata().getGeneration() + " "
                        + set.getMetadata().getAnnotations()
                : uid + " " + object.getMetadata().getResourceVersion();
    }

    private static Stream<List<? extends HasMetadata>> all(Stage stage) {
        var here = stage.client();
        var namespace = stage.namespace();
        return Stream.of(
                here.services().inNamespace(namespace).list().getItems(),
                here.configMaps().inNamespace(namespace).list().getItems(),
                here.secrets().inNamespace(namespace).list().getItems(),
                here.apps().deployments().inNamespace(namespace).list().getItems(),
                here.batch().v1().jobs().inNamespace(namespace).list().getItems(),
                here.pods().inNamespace(namespace).list().getItems());
    }
}
