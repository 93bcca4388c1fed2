package io.magentobluegreen.cluster.storefront.http;

import java.util.regex.Pattern;

/**
 * The live Service as customers reach it.
 *
 * @param address its cluster IP, or its name in the cluster
 */
public record LiveService(String namespace, String name, String address, int port) implements Target {
    private static final Pattern ADDRESS = Pattern.compile("[0-9A-Za-z.:-]+");

    public LiveService {
        if (!ADDRESS.matcher(address).matches()) {
            throw new IllegalArgumentException("Service " + name + " has no address");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("Service " + name + " has no port " + port);
        }
    }

    @Override
    public String spoken() {
        return "Service " + name;
    }
}
