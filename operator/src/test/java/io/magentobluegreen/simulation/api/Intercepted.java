package io.magentobluegreen.simulation.api;

import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;

/** Connections of the operator's kind, and somebody who sees what goes over them. */
public final class Intercepted extends OkHttpClientFactory {
    private final Interceptor between;

    private Intercepted(Interceptor between) {
        this.between = between;
    }

    /** Each request passes {@code between} once, also one that is sent again. */
    public static OkHttpClientFactory by(Interceptor between) {
        return new Intercepted(between);
    }

    @Override
    protected void additionalConfig(OkHttpClient.Builder builder) {
        builder.addInterceptor(between);
    }
}
