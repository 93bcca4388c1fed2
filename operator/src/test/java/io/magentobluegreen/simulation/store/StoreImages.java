package io.magentobluegreen.simulation.store;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.magentobluegreen.simulation.cluster.Images;
import io.magentobluegreen.simulation.cluster.PodProgram;
import io.magentobluegreen.simulation.network.WebServer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The images of one store, all on one database. Every image runs well until its script says otherwise. */
public final class StoreImages implements Images {
    private static final List<String> STORE_CONTAINERS = List.of("web", "php");

    private final StoreDatabase database = new StoreDatabase();
    private final Map<String, ImageScript> scripts = new ConcurrentHashMap<>();

    public StoreDatabase database() {
        return database;
    }

    /** What decides how this image behaves, from now on and in pods that run already. */
    public ImageScript image(String image) {
        return scripts.computeIfAbsent(image, ImageScript::new);
    }

    @Override
    public PodProgram start(Pod pod, Optional<WebServer> server, Runnable changed) {
        Container container = store(pod);
        ImageScript script = image(container.getImage());
        script.listen(changed);
        return server.<PodProgram>map(
                        web -> new WebProgram(container, script, database, new WebProgram.Port(web, changed)))
                .orElseGet(() -> new JobProgram(pod, script, database, changed));
    }

    /** The container of the store's image: in a Job the first, in a set the one of that name. */
    private static Container store(Pod pod) {
        List<Container> containers = pod.getSpec().getContainers();
        return containers.stream()
                .filter(container -> STORE_CONTAINERS.contains(container.getName()))
                .findFirst()
                .orElse(containers.get(0));
    }
}
