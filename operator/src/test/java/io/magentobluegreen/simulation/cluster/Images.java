package io.magentobluegreen.simulation.cluster;

import io.fabric8.kubernetes.api.model.Pod;
import io.magentobluegreen.simulation.network.WebServer;
import java.util.Optional;

/** What the nodes of a simulated cluster can pull and run. */
public interface Images {

    /**
     * Starts the pod's containers.
     *
     * @param server the pod's own, not started yet; empty where it has no port
     * @param changed to be called whenever the program's state has changed
     */
    PodProgram start(Pod pod, Optional<WebServer> server, Runnable changed);
}
