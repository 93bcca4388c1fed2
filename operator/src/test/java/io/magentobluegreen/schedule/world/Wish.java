package io.magentobluegreen.schedule.world;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.magentobluegreen.api.MagentoRelease;
import io.magentobluegreen.api.MagentoReleaseSpec;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What a person asks for. */
record Wish(String image, int replicas, boolean paused, boolean manual, String accepted) {
    private static final KubernetesSerialization YAML = new KubernetesSerialization();
    private static final Map<String, MagentoReleaseSpec> SPECS = new HashMap<>();
    private static final String SPEC = """
            {"image": "%s", "paused": %s, "env": {"secretName": "shop-env"}, "web": {"replicas": %d},
             "service": {"name": "shop"}, "upgrade": {"timeout": "10m", "reindex": "None" %s},
             "verification": {"host": "www.example.com", "paths": ["/cart"], "assets": false, "attempts": 2,
                "timeout": "5s", "deadline": "1m"},
             "warmUp": {"deadline": "1m", "cutoverDeadline": "20s", "concurrency": 1},
             "promotion": {"mode": "%s"},
             "soak": {"duration": "15s", "interval": "5s", "timeout": "3s", "failureLimit": 2},
             "rollback": {"policy": "Guarded", "window": "1m"}, "retain": {"releases": 1}}
            """;

    static Wish of(String image) {
        return new Wish(image, 2, false, false, "");
    }

    static Wish in(MagentoRelease resource) {
        MagentoReleaseSpec spec = resource.getSpec();
        return new Wish(
                spec.image(),
                spec.web().replicas(),
                spec.paused(),
                spec.promotion().mode().toString().equalsIgnoreCase("MANUAL"),
                Optional.ofNullable(spec.upgrade().acceptDatabaseOf()).orElse(""));
    }

    MagentoReleaseSpec spec() {
        String accepts = accepted.isEmpty() ? "" : ", \"acceptDatabaseOf\": \"" + accepted + "\"";
        String text = SPEC.formatted(image, paused, replicas, accepts, manual ? "Manual" : "Automatic");
        return SPECS.computeIfAbsent(text, json -> YAML.unmarshal(json, MagentoReleaseSpec.class));
    }

    Wish forImage(String other) {
        return new Wish(other, replicas, paused, manual, accepted);
    }

    Wish sized(int other) {
        return new Wish(image, other, paused, manual, accepted);
    }

    Wish pausing(boolean other) {
        return new Wish(image, replicas, other, manual, accepted);
    }

    Wish approving(boolean other) {
        return new Wish(image, replicas, paused, other, accepted);
    }

    Wish accepting(String other) {
        return new Wish(image, replicas, paused, manual, other);
    }
}
