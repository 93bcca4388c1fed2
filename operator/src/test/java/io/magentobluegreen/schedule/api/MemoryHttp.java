package io.magentobluegreen.schedule.api;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.http.StandardHttpHeaders;
import io.fabric8.kubernetes.client.http.StandardHttpRequest;
import io.fabric8.kubernetes.client.http.TlsVersion;
import io.fabric8.kubernetes.client.http.WebSocket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;

/** The client's HTTP without a network: every request is answered before its method returns, on the caller's thread. */
final class MemoryHttp implements HttpClient, HttpClient.Factory, HttpClient.Builder {
    private final SharingSerialization sharing;
    private final Function<ApiRequest, ApiAnswer> server;
    private final Supplier<String> date;

    /** @param date what the API server's clock says, as the header has it */
    MemoryHttp(SharingSerialization sharing, Function<ApiRequest, ApiAnswer> server, Supplier<String> date) {
        this.sharing = sharing;
        this.server = server;
        this.date = date;
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, Class<T> type) {
        ApiAnswer answer = server.apply(ApiRequest.of(request));
        if (answer.code() == 0) {
            return CompletableFuture.failedFuture(new IOException(String.valueOf(answer.object())));
        }
        return CompletableFuture.completedFuture(
                new Response<>(request, answer.code(), type.cast(body(answer, type)), date.get()));
    }

    private Object body(ApiAnswer answer, Class<?> type) {
        if (answer.failed()) {
            String status =
                    "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"reason\":\"%s\",\"code\":%d}"
                            .formatted(answer.object(), answer.code());
            return type == String.class ? status : status.getBytes(StandardCharsets.UTF_8);
        }
        if (type == String.class) {
            return sharing.asJson(answer.object());
        }
        sharing.share(answer.object());
        return SharingSerialization.HERE;
    }

    private record Response<T>(HttpRequest request, int code, T body, String date) implements HttpResponse<T> {
        @Override
        public Optional<HttpResponse<?>> previousResponse() {
            return Optional.empty();
        }

        @Override
        public List<String> headers(String key) {
            return key.equalsIgnoreCase("Date") ? List.of(date) : List.of();
        }

        @Override
        public Map<String, List<String>> headers() {
            return new StandardHttpHeaders(Map.of("Date", List.of(date))).headers();
        }
    }

    @Override
    public CompletableFuture<HttpResponse<AsyncBody>> consumeBytes(
            HttpRequest request, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
        throw new UnsupportedOperationException("streams");
    }

    @Override
    public WebSocket.Builder newWebSocketBuilder() {
        throw new UnsupportedOperationException("web sockets");
    }

    @Override
    public HttpRequest.Builder newHttpRequestBuilder() {
        return new StandardHttpRequest.Builder();
    }

    @Override
    public boolean isClosed() {
        return false;
    }

    @Override
    public void close() {
        // Nothing is open.
    }

    @Override
    public MemoryHttp newBuilder() {
        return this;
    }

    @Override
    public MemoryHttp build() {
        return this;
    }

    @Override
    public MemoryHttp connectTimeout(long time, TimeUnit unit) {
        return this;
    }

    @Override
    public MemoryHttp addOrReplaceInterceptor(String name, Interceptor interceptor) {
        return this;
    }

    @Override
    public MemoryHttp authenticatorNone() {
        return this;
    }

    @Override
    public MemoryHttp sslContext(KeyManager[] keys, TrustManager[] trusted) {
        return this;
    }

    @Override
    public MemoryHttp followAllRedirects() {
        return this;
    }

    @Override
    public MemoryHttp proxyAddress(InetSocketAddress address) {
        return this;
    }

    @Override
    public MemoryHttp proxyAuthorization(String credentials) {
        return this;
    }

    @Override
    public MemoryHttp tlsVersions(TlsVersion... versions) {
        return this;
    }

    @Override
    public MemoryHttp preferHttp11() {
        return this;
    }

    @Override
    public MemoryHttp proxyType(ProxyType type) {
        return this;
    }

    @Override
    public MemoryHttp tag(Object tag) {
        return this;
    }
}
