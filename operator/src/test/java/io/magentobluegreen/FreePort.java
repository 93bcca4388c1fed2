package io.magentobluegreen;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports for programs that have to be told one. They lie below those that Linux gives to whoever connects (from 32768, see ip(7)) and
 * those of Kubernetes' NodePorts (from 30000): nobody takes one by chance between its choice and the program's start.
 */
public final class FreePort {

    private static final int FIRST = 20_000;
    private static final int NUMBER = 10_000;
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(NUMBER));

    private FreePort() {}

    /** A port of the loopback address that nobody listens on, each time another one. */
    public static int next() {
        return next(InetAddress.getLoopbackAddress());
    }

    /** A port of this address that nobody listens on, each time another one. */
    public static int next(InetAddress address) {
        for (int tried = 0; tried < NUMBER; tried++) {
            int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), NUMBER);
            if (isFree(new InetSocketAddress(address, port))) {
                return port;
            }
        }
        throw new AssertionError("no free port from " + FIRST + " to " + (FIRST + NUMBER - 1));
    }

    private static boolean isFree(InetSocketAddress address) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(address);
            return true;
        } catch (BindException taken) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("looking for a free port", e);
        }
    }
}
