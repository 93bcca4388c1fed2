package io.magentobluegreen.controller;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Whether {@code kubectl wait --for=condition=TYPE} is done: the condition is True, and is not of an older generation;
 * the condition's own observedGeneration counts before the status's.
 */
final class KubectlWait {
    private KubectlWait() {}

    static boolean isDone(JsonNode object, String type) {
        return Kstatus.condition(object, type)
                .filter(condition -> condition.path("status").asText().equalsIgnoreCase("True"))
                .filter(condition -> !isOlder(object, condition))
                .isPresent();
    }

    private static boolean isOlder(JsonNode object, JsonNode condition) {
        JsonNode own = condition.path("observedGeneration");
        JsonNode observed = own.isNumber() ? own : object.path("status").path("observedGeneration");
        JsonNode generation = object.path("metadata").path("generation");
        return observed.isNumber() && generation.isNumber() && observed.longValue() < generation.longValue();
    }
}
