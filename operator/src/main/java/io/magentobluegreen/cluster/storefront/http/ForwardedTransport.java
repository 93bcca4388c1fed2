package io.magentobluegreen.cluster.storefront.http;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.LocalPortForward;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a pod through the API server's port-forward, for an operator outside the cluster's network. The Host header
 * arrives as it was sent, which the API server's pod proxy does not grant.
 *
 * <p>Needs {@code get} and {@code create} on {@code pods/portforward}. A Service cannot be forwarded to: it is asked
 * directly, so its address has to be one that can be reached.
 */
public final class ForwardedTransport implements Transport {
    private static final Logger LOG = LoggerFactory.getLogger(ForwardedTransport.class);

    private final KubernetesClient client;
    private final DirectTransport direct;

    public ForwardedTransport(KubernetesClient client, DirectTransport direct) {
        this.client = client;
        this.direct = direct;
    }

    @Override
    public CompletableFuture<Reply> ask(Target target, Inquiry inquiry) {
        return target instanceof Pod pod ? forwarded(pod, inquiry) : direct.ask(target, inquiry);
    }

    private CompletableFuture<Reply> forwarded(Pod pod, Inquiry inquiry) {
        LocalPortForward forward;
        try {
            forward = open(pod);
        } catch (RuntimeException failure) {
            return CompletableFuture.failedFuture(unreachable(pod, List.of(failure)));
        }
        String here = forward.getLocalAddress().getHostAddress();
        CompletableFuture<Reply> request = direct.ask(here, forward.getLocalPort(), inquiry);
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        request.whenComplete((answer, failure) -> {
            Throwable told = failure == null || !forward.errorOccurred() ? failure : unreachable(pod, forward);
            close(forward);
            complete(reply, answer, told);
        });
        reply.whenComplete((answer, failure) -> request.cancel(false));
        return reply;
    }

    private static void complete(CompletableFuture<Reply> reply, Reply answer, Throwable failure) {
        if (failure == null) {
            reply.complete(answer);
        } else {
            reply.completeExceptionally(failure);
        }
    }

    private static UnreachableException unreachable(Pod pod, LocalPortForward forward) {
        return unreachable(
                pod,
                Stream.concat(forward.getServerThrowables().stream(), forward.getClientThrowables().stream())
                        .toList());
    }

    private static UnreachableException unreachable(Pod pod, List<Throwable> failures) {
        UnreachableException unreachable = new UnreachableException("forwarding a port to " + pod.spoken());
        failures.forEach(unreachable::addSuppressed);
        return unreachable;
    }

    /** On the loopback address only: without an address the port is open to everybody who reaches this machine. */
    private LocalPortForward open(Pod pod) {
        return client.pods()
                .inNamespace(pod.namespace())
                .withName(pod.name())
                .portForward(pod.port(), InetAddress.getLoopbackAddress(), 0);
    }

    private static void close(LocalPortForward forward) {
        try {
            forward.close();
        } catch (IOException alreadyGone) {
            LOG.atDebug().setCause(alreadyGone).log("a forwarded port was gone before it was closed");
        }
    }
}
