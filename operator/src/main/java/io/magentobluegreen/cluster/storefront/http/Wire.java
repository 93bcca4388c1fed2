package io.magentobluegreen.cluster.storefront.http;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.RequestBody;

/** A page as a request on the wire: to an address, with the Host header of the page. */
final class Wire {
    private static final Set<String> BODILESS = Set.of("GET", "HEAD");

    private Wire() {}

    static Request request(String address, int port, Page page) {
        return new Request.Builder()
                .url(url(address, port, page.path()))
                .headers(headers(page))
                .method(page.method(), body(page))
                .build();
    }

    /** The path is put in piece by piece: resolving {@code //elsewhere/} against an address would leave it. */
    private static HttpUrl url(String address, int port, String path) {
        String target = path.split("#", 2)[0];
        String[] parts = target.split("\\?", 2);
        return new HttpUrl.Builder()
                .scheme("http")
                .host(address)
                .port(port)
                .encodedPath(parts[0])
                .encodedQuery(parts.length == 2 ? parts[1] : null)
                .build();
    }

    private static Headers headers(Page page) {
        Headers.Builder headers = new Headers.Builder()
                .set("Host", page.host())
                .set("X-Forwarded-Proto", "https")
                .set("User-Agent", "magento-release-operator")
                .set("Connection", "close");
        page.headers().forEach((name, value) -> {
            headers.removeAll(name);
            headers.addUnsafeNonAscii(name, value);
        });
        return headers.build();
    }

    private static RequestBody body(Page page) {
        return BODILESS.contains(page.method())
                ? null
                : RequestBody.create(page.body().getBytes(StandardCharsets.UTF_8));
    }
}
