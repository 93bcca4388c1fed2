package io.magentobluegreen.cluster.storefront.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * A pod that serves the storefront.
 *
 * @param address its IP address: a name is refused, since looking one up could lead away from the pod
 */
public record Pod(String namespace, String name, String address, int port) implements Target {
    private static final Pattern IPV4 = Pattern.compile("((25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})(\\.(?!$)|$)){4}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*");

    public Pod {
        if (!isIp(address)) {
            throw new IllegalArgumentException("pod " + name + " has no IP address");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("pod " + name + " has no port " + port);
        }
    }

    @Override
    public String spoken() {
        return "pod " + name;
    }

    /** What holds a colon is never looked up as a name. */
    private static boolean isIp(String address) {
        if (!IPV6.matcher(address).matches()) {
            return IPV4.matcher(address).matches();
        }
        try {
            return !InetAddress.getByName(address).getHostAddress().isEmpty();
        } catch (UnknownHostException malformed) {
            return false;
        }
    }
}
