package io.magentobluegreen.simulation.network;

import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A Service as its clients know it: a port of this machine, from which each new connection leads to one of the Service's
 * ready endpoints in turn, and stays there. With none it is closed at once, as a node would refuse it.
 */
public final class ServiceProxy implements AutoCloseable {
    private static final String SERVICE = "kubernetes.io/service-name";
    private static final int BACKLOG = 512;

    private final PodNetwork network;
    private final String namespace;
    private final SharedIndexInformer<EndpointSlice> slices;
    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool(ServiceProxy::daemon);
    private final AtomicInteger turn = new AtomicInteger();

    private ServiceProxy(KubernetesClient client, PodNetwork network, String namespace, String service, int port) {
        this.network = network;
        this.namespace = namespace;
        this.slices = client.resources(EndpointSlice.class)
                .inNamespace(namespace)
                .withLabel(SERVICE, service)
                .inform(new Nothing());
        try {
            this.server = new ServerSocket(port, BACKLOG, InetAddress.getByName(PodNetwork.ADDRESS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param port 0 for any that is free */
    public static ServiceProxy open(
            KubernetesClient client, PodNetwork network, String namespace, String service, int port) {
        ServiceProxy proxy = new ServiceProxy(client, network, namespace, service, port);
        proxy.threads.execute(proxy::accept);
        return proxy;
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(PodNetwork.ADDRESS, server.getLocalPort());
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                threads.execute(() -> serve(client));
            }
        } catch (IOException closed) {
            threads.shutdownNow();
        }
    }

    private void serve(Socket client) {
        try (client) {
            Optional<Integer> port = next();
            if (port.isPresent()) {
                connect(client, port.get());
            }
        } catch (IOException hungUp) {
            // One of the two has closed: so is the other now.
        }
    }

    private void connect(Socket client, int port) throws IOException {
        try (Socket pod = new Socket(PodNetwork.ADDRESS, port)) {
            client.setTcpNoDelay(true);
            pod.setTcpNoDelay(true);
            threads.execute(() -> pump(client, pod));
            copy(pod, client);
        }
    }

    private static void pump(Socket from, Socket to) {
        try {
            copy(from, to);
        } catch (IOException hungUp) {
            // The other direction ends with it.
        }
    }

    private static void copy(Socket from, Socket to) throws IOException {
        from.getInputStream().transferTo(to.getOutputStream());
        to.shutdownOutput();
    }

    private Optional<Integer> next() {
        List<Integer> ready = slices.getStore().list().stream()
                .map(EndpointSlice::getEndpoints)
                .filter(Objects::nonNull)
                .flatMap(List::stream)
                .filter(endpoint -> Boolean.TRUE.equals(endpoint.getConditions().getReady()))
                .flatMap(this::port)
                .distinct()
                .toList();
        return ready.isEmpty()
                ? Optional.empty()
                : Optional.of(ready.get(Math.floorMod(turn.getAndIncrement(), ready.size())));
    }

    private Stream<Integer> port(Endpoint endpoint) {
        return network.server(namespace, endpoint.getTargetRef().getName()).map(WebServer::port).stream();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "service-proxy");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        slices.close();
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The informer's own store is all that is needed. */
    private static final class Nothing implements ResourceEventHandler<EndpointSlice> {
        @Override
        public void onAdd(EndpointSlice slice) {}

        @Override
        public void onUpdate(EndpointSlice before, EndpointSlice after) {}

        @Override
        public void onDelete(EndpointSlice slice, boolean unknown) {}
    }
}
