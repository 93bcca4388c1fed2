package io.magentobluegreen.simulation.network;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where the pods of a simulated cluster answer: all on the loopback address, each on a port of its own, which is bound
 * before the pod is made so that its spec can name it. Safe from every thread.
 */
public final class PodNetwork implements AutoCloseable {
    /** What every pod says its IP is. */
    public static final String ADDRESS = "127.0.0.1";

    private final Map<String, WebServer> servers = new ConcurrentHashMap<>();

    /** Binds a port for the pod of this namespace and name. */
    public int attach(String namespace, String pod) {
        return servers.computeIfAbsent(key(namespace, pod), key -> WebServer.bound())
                .port();
    }

    /** The pod's server, empty when it has none. */
    public Optional<WebServer> server(String namespace, String pod) {
        return Optional.ofNullable(servers.get(key(namespace, pod)));
    }

    /** Closes the pod's port, and every connection to it. */
    public void detach(String namespace, String pod) {
        Optional.ofNullable(servers.remove(key(namespace, pod))).ifPresent(WebServer::close);
    }

    /**
     * An address for endpoints: the API server takes no loopback address there. It leads nowhere; whoever follows an
     * endpoint goes by the pod that it names.
     */
    public static String endpointAddress(int port) {
        return "10.128." + (port >> 8) + "." + (port & 255);
    }

    private static String key(String namespace, String pod) {
        return namespace + "/" + pod;
    }

    @Override
    public void close() {
        servers.values().forEach(WebServer::close);
        servers.clear();
    }
}
