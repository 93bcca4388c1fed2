package io.magentobluegreen.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.List;

/** The bridge between the node's pods and this machine; the pods' gateway, on which what they depend on listens. */
final class NodeBridge {

    static final String HOST = "10.244.0.1";

    /** Locally administered, and of the bridge alone. */
    private static final String HARDWARE_ADDRESS = "0a:58:0a:f4:00:01";

    private NodeBridge() {}

    /**
     * Lets the bridge keep its hardware address; may be called again.
     *
     * <p>A Linux bridge that was given none takes the lowest of its ports, and so changes it while pods come and go. Until a pod asks for
     * it anew, seconds later, what it sends to its gateway is lost: connections to the database time out, and answers to customers.
     */
    static void keepsItsAddress() {
        Shell.run(List.of("ip", "link", "set", "dev", name(), "address", HARDWARE_ADDRESS));
    }

    private static String name() {
        try {
            var bridge = NetworkInterface.getByInetAddress(InetAddress.getByName(HOST));
            if (bridge == null) {
                throw new IllegalStateException("no interface of this machine has the address " + HOST
                        + ": the cluster that KUBECONFIG names has no node here");
            }
            return bridge.getName();
        } catch (IOException e) {
            throw new UncheckedIOException("looking for the interface with " + HOST, e);
        }
    }
}
