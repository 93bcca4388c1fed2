package io.magentobluegreen.scenario;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.magentobluegreen.simulation.api.Journal;
import java.util.Optional;
import okhttp3.Interceptor;

/** What a stage is built on: an API server, and who asks it. */
interface Ground extends AutoCloseable {

    /** A new, empty namespace. */
    String newNamespace();

    /** A client of people or of the cluster's own controllers. */
    KubernetesClient admin();

    /**
     * The client of an operator.
     *
     * @param between sees its requests on their way
     */
    KubernetesClient operator(String agent, Interceptor between);

    /** Whether the addresses that Services get lead anywhere. */
    boolean reachesServices();

    /** What operators wrote, where that is known. */
    Optional<Journal> journal();

    @Override
    void close();
}
