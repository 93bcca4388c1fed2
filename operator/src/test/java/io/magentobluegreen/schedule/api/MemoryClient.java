package io.magentobluegreen.schedule.api;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * The real client of one process, whose requests an API server in memory answers. Making one takes longer than a whole
 * schedule, so it is connected to another API server for the next.
 */
public final class MemoryClient {
    private final KubernetesClient client;
    private MemoryApi api;
    private Gate gate;
    private String writer = "";
    private Instant date = Instant.EPOCH;

    public MemoryClient() {
        SharingSerialization sharing = new SharingSerialization();
        MemoryHttp http = new MemoryHttp(sharing, this::answer, this::date);
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl("http://memory/")
                .withRequestRetryBackoffLimit(0)
                .build();
        client = new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientFactory(http)
                .withKubernetesSerialization(sharing)
                .withTaskExecutor(Runnable::run)
                .build();
    }

    public KubernetesClient kubernetes() {
        return client;
    }

    /** From now on its requests go there, in the name of {@code name}. */
    public void connect(String name, MemoryApi server, Gate way) {
        writer = name;
        api = server;
        gate = way;
    }

    private ApiAnswer answer(ApiRequest request) {
        Instant[] at = {api.now()};
        ApiAnswer answer = gate.pass(request, () -> {
            ApiAnswer carriedOut = api.answer(writer, request);
            at[0] = api.now();
            return carriedOut;
        });
        date = at[0];
        return answer;
    }

    private String date() {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(date.atOffset(ZoneOffset.UTC));
    }
}
