package io.magentobluegreen.controller;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * What kstatus says of a custom resource, by the generic rules of {@code sigs.k8s.io/cli-utils/pkg/kstatus/status} that
 * Helm's {@code --wait} and Flux's health checks apply: a deletion, then the observed generation, then the first of
 * Reconciling and Stalled that is True, then Ready, and current where nothing is said.
 */
enum Kstatus {
    IN_PROGRESS,
    CURRENT,
    FAILED,
    TERMINATING;

    static Kstatus of(JsonNode object) {
        if (object.path("metadata").hasNonNull("deletionTimestamp")) {
            return TERMINATING;
        }
        JsonNode observed = object.path("status").path("observedGeneration");
        boolean behind = observed.isNumber()
                && observed.longValue()
                        != object.path("metadata").path("generation").longValue();
        if (behind) {
            return IN_PROGRESS;
        }
        return abnormal(object).or(() -> ready(object)).orElse(CURRENT);
    }

    private static Optional<Kstatus> abnormal(JsonNode object) {
        return StreamSupport.stream(conditions(object).spliterator(), false)
                .filter(condition -> condition.path("status").asText().equals("True"))
                .map(condition -> condition.path("type").asText())
                .filter(type -> type.equals("Reconciling") || type.equals("Stalled"))
                .findFirst()
                .map(type -> type.equals("Reconciling") ? IN_PROGRESS : FAILED);
    }

    private static Optional<Kstatus> ready(JsonNode object) {
        return condition(object, "Ready")
                .map(condition -> condition.path("status").asText().equals("True") ? CURRENT : IN_PROGRESS);
    }

    static Optional<JsonNode> condition(JsonNode object, String type) {
        return StreamSupport.stream(conditions(object).spliterator(), false)
                .filter(condition -> condition.path("type").asText().equalsIgnoreCase(type))
                .findFirst();
    }

    private static JsonNode conditions(JsonNode object) {
        return object.path("status").path("conditions");
    }
}
