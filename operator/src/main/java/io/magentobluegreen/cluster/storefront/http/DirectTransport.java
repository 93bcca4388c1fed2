package io.magentobluegreen.cluster.storefront.http;

import java.io.IOException;
import java.net.Proxy;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.CookieJar;
import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a pod by its address, from inside the cluster's network.
 *
 * <p>The client is closed to everything that could lead elsewhere or hide a failure: no proxy from the environment, no
 * redirects, no retries, no cookies, no connection used twice (a connection kept open stays with an old set, and one
 * that the server has closed meanwhile looks like a failure).
 */
public final class DirectTransport implements Transport, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DirectTransport.class);

    /** Bodies are read up to this many bytes, counted after decompression. */
    public static final long BODY_LIMIT = 10L * 1024 * 1024;

    private static final int REQUESTS_AT_A_TIME = 256;
    /** As many as tasks of all stores ask at the same time: 64 rounds of 8 pods. */
    private static final int WATCHES_AT_A_TIME = 512;

    private final ExecutorService threads;
    private final Map<Lane, OkHttpClient> clients = new EnumMap<>(Lane.class);
    private final long bodyLimit;

    public DirectTransport() {
        this(BODY_LIMIT);
    }

    DirectTransport(long bodyLimit) {
        this.bodyLimit = bodyLimit;
        // Bounded by the dispatchers: a thread that ends is counted no more by them, but still by the pool.
        this.threads = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), DirectTransport::thread);
        for (Lane lane : Lane.values()) {
            clients.put(lane, client(dispatcher(lane)));
        }
    }

    private Dispatcher dispatcher(Lane lane) {
        Dispatcher dispatcher = new Dispatcher(threads);
        boolean watch = lane == Lane.WATCH;
        dispatcher.setMaxRequests(watch ? WATCHES_AT_A_TIME : REQUESTS_AT_A_TIME);
        dispatcher.setMaxRequestsPerHost(watch ? WATCHES_AT_A_TIME : REQUESTS_AT_A_TIME / 4);
        return dispatcher;
    }

    private static OkHttpClient client(Dispatcher dispatcher) {
        return new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .protocols(List.of(Protocol.HTTP_1_1))
                .proxy(Proxy.NO_PROXY)
                .cookieJar(CookieJar.NO_COOKIES)
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .addInterceptor(DirectTransport::begin)
                .addNetworkInterceptor(DirectTransport::withoutInvitation)
                .connectTimeout(Duration.ZERO)
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .build();
    }

    @Override
    public CompletableFuture<Reply> ask(Target target, Inquiry inquiry) {
        return ask(target.address(), target.port(), inquiry);
    }

    CompletableFuture<Reply> ask(String address, int port, Inquiry inquiry) {
        Request request = Wire.request(address, port, inquiry.page())
                .newBuilder()
                .tag(Runnable.class, inquiry.begun())
                .build();
        Call call = clients.get(inquiry.lane()).newCall(request);
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        reply.whenComplete((answer, failure) -> {
            if (failure != null) {
                call.cancel();
            }
        });
        call.enqueue(new ReplyReader(reply, bodyLimit, inquiry.keepBody()));
        return reply;
    }

    @Override
    public void close() {
        clients.values().forEach(client -> client.dispatcher().cancelAll());
        threads.shutdown();
    }

    /** The first thing that runs on a request's own thread. */
    private static Response begin(Interceptor.Chain chain) throws IOException {
        Objects.requireNonNull(chain.request().tag(Runnable.class)).run();
        return chain.proceed(chain.request());
    }

    /** A 503 that says {@code Retry-After: 0} would be asked again at once, and the failure never be seen. */
    private static Response withoutInvitation(Interceptor.Chain chain) throws IOException {
        return chain.proceed(chain.request())
                .newBuilder()
                .removeHeader("Retry-After")
                .build();
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "storefront-request");
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler(DirectTransport::note);
        return thread;
    }

    /** OkHttp throws at an answer that no server gives, after it has told so to whoever asked. */
    private static void note(Thread thread, Throwable failure) {
        LOG.atDebug().setCause(failure).log("an answer was beyond what HTTP allows");
    }
}
