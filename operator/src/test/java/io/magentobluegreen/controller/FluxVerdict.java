package io.magentobluegreen.controller;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * What Flux's own tools make of Ready, Reconciling and Stalled: they ask kstatus first, wait where it waits, and where it
 * is current they believe Ready only if it speaks of this generation; a Ready that is False without progress is a failure.
 */
enum FluxVerdict {
    WAITS,
    READY,
    FAILED;

    static FluxVerdict of(JsonNode object) {
        Optional<JsonNode> ready = Kstatus.condition(object, "Ready");
        boolean stale = ready.map(
                        condition -> condition.path("observedGeneration").longValue()
                                != object.path("metadata").path("generation").longValue())
                .orElse(true);
        boolean holds = ready.filter(
                        condition -> condition.path("status").asText().equals("True"))
                .isPresent();
        return switch (Kstatus.of(object)) {
            case IN_PROGRESS, TERMINATING -> WAITS;
            case FAILED -> FAILED;
            case CURRENT -> stale ? WAITS : holds ? READY : FAILED;
        };
    }
}
