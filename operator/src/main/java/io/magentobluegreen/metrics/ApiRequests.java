package io.magentobluegreen.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.time.Duration;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/** Counts and times requests to the API server, until it began to answer. */
final class ApiRequests implements Interceptor {
    private static final String NO_ANSWER = "error";

    private final MeterRegistry registry;

    ApiRequests(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        HttpUrl url = request.url();
        String watch = url.queryParameter("watch");
        ApiCall call = ApiCall.of(request.method(), url.pathSegments(), "true".equals(watch) || "1".equals(watch));
        long begin = System.nanoTime();
        String code = NO_ANSWER;
        try {
            Response response = chain.proceed(request);
            code = Integer.toString(response.code());
            return response;
        } finally {
            count(call, code, Duration.ofNanos(System.nanoTime() - begin));
        }
    }

    private void count(ApiCall call, String code, Duration took) {
        Counter.builder("magento.release.api.requests")
                .description("Requests to the Kubernetes API server")
                .tags("verb", call.verb(), "resource", call.resource(), "code", code)
                .register(registry)
                .increment();
        Timer.builder("magento.release.api.request.duration")
                .description("Until the API server began to answer")
                .tag("verb", call.verb())
                .serviceLevelObjectives(Buckets.QUICK)
                .register(registry)
                .record(took);
    }
}
