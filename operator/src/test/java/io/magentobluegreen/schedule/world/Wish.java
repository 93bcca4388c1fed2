package io.magentobluegreen.schedule.world;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.magentobluegreen.api.MagentoRelease;
import io.magentobluegreen.api.MagentoReleaseSpec;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What a person asks for. */
record Wish(
        String image, int replicas, boolean paused, boolean manual, boolean overlaps, boolean adopts, String accepted) {
    private static final KubernetesSerialization YAML = new KubernetesSerialization();
    private static final Map<String, MagentoReleaseSpec> SPECS = new ConcurrentHashMap<>();
    private static final String SPEC = """
            {"image": "%s", "paused": %s, "env": {"secretName": "shop-env"}, "web": {"replicas": %d},
             "service": {"name": "shop" %s}, "upgrade": {"timeout": "10m", "reindex": "None" %s},
             "verification": {"host": "www.example.com", "paths": ["/cart"], "assets": false, "attempts": 2,
                "timeout": "5s", "deadline": "1m"},
             "warmUp": {"deadline": "1m", "cutoverDeadline": "20s", "concurrency": 1},
             "promotion": {"mode": "%s" %s},
             "soak": {"duration": "15s", "interval": "5s", "timeout": "3s", "failureLimit": 2},
             "rollback": {"policy": "Guarded", "window": "1m"}, "retain": {"releases": 1}}
            """;

    static Wish of(String image) {
        return new Wish(image, 2, false, false, false, false, "");
    }

    static Wish in(MagentoRelease resource) {
        MagentoReleaseSpec spec = resource.getSpec();
        return new Wish(
                spec.image(),
                spec.web().replicas(),
                spec.paused(),
                spec.promotion().mode().toString().equalsIgnoreCase("MANUAL"),
                spec.promotion().overlap().isPresent(),
                spec.service().adopt(),
                Optional.ofNullable(spec.upgrade().acceptDatabaseOf()).orElse(""));
    }

    MagentoReleaseSpec spec() {
        String accepts = accepted.isEmpty() ? "" : ", \"acceptDatabaseOf\": \"" + accepted + "\"";
        String overlap = overlaps ? ", \"switch\": \"Overlap\", \"overlapDuration\": \"10s\"" : "";
        String adopt = adopts ? ", \"adopt\": true" : "";
        String mode = manual ? "Manual" : "Automatic";
        String text = SPEC.formatted(image, paused, replicas, adopt, accepts, mode, overlap);
        return SPECS.computeIfAbsent(text, json -> YAML.unmarshal(json, MagentoReleaseSpec.class));
    }

    Wish forImage(String other) {
        return new Wish(other, replicas, paused, manual, overlaps, adopts, accepted);
    }

    Wish sized(int other) {
        return new Wish(image, other, paused, manual, overlaps, adopts, accepted);
    }

    Wish pausing(boolean other) {
        return new Wish(image, replicas, other, manual, overlaps, adopts, accepted);
    }

    Wish approving(boolean other) {
        return new Wish(image, replicas, paused, other, overlaps, adopts, accepted);
    }

    Wish overlapping(boolean other) {
        return new Wish(image, replicas, paused, manual, other, adopts, accepted);
    }

    Wish adopting() {
        return new Wish(image, replicas, paused, manual, overlaps, true, accepted);
    }

    Wish accepting(String other) {
        return new Wish(image, replicas, paused, manual, overlaps, adopts, other);
    }
}
