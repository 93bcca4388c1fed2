package io.magentobluegreen.api.status;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.generator.annotation.Required;
import io.magentobluegreen.api.spec.SchemaPatch;
import java.time.Instant;

/** One condition, by the Kubernetes conventions. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@SchemaCustomizer(
        value = SchemaPatch.class,
        input = "{\"properties\": {\"observedGeneration\": {\"format\": \"int64\"}}}")
public record ReleaseCondition(
        @Required
        @JsonPropertyDescription(
                "Available, Ready, Reconciling, Stalled, Upgraded, Verified, TrafficSwitched or RollbackAvailable.")
        String type,

        @Required @JsonPropertyDescription("True, False or Unknown.")
        String status,

        @JsonPropertyDescription("Generation of the spec that the condition speaks of.")
        Long observedGeneration,

        @JsonPropertyDescription("When the status last changed.")
        Instant lastTransitionTime,

        @JsonPropertyDescription("One word for programs.") String reason,
        @JsonPropertyDescription("One sentence for people.") String message) {}
