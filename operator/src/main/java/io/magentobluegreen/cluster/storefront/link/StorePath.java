package io.magentobluegreen.cluster.storefront.link;

import java.util.Locale;
import java.util.Optional;
import okhttp3.HttpUrl;

/** Turns a URL of the store into the path that a pod is asked. */
public final class StorePath {
    private static final int LONGEST = 2_048;

    private StorePath() {}

    /** The path with its query, without a fragment; empty for another host, another scheme, or what is no URL. */
    public static Optional<String> of(String host, String url) {
        return parsed(url).filter(parsed -> isHost(host, parsed)).map(StorePath::path);
    }

    static Optional<HttpUrl> parsed(String url) {
        return url.length() > LONGEST ? Optional.empty() : Optional.ofNullable(HttpUrl.parse(url.strip()));
    }

    static boolean isHost(String host, HttpUrl url) {
        return url.host().equals(withoutPort(host).toLowerCase(Locale.ROOT));
    }

    static String path(HttpUrl url) {
        String query = url.encodedQuery();
        return query == null ? url.encodedPath() : url.encodedPath() + "?" + query;
    }

    private static String withoutPort(String host) {
        return host.replaceFirst(":[0-9]+$", "");
    }
}
