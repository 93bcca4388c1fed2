package io.magentobluegreen.api.status;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** How far the verification of the target release is. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VerificationStatus(
        @JsonPropertyDescription("Requests and check Jobs that passed.")
        Integer passed,

        @JsonPropertyDescription("All requests and check Jobs.")
        Integer total,

        @JsonPropertyDescription("What failed last: pod, path and what was wrong.")
        String lastFailure) {}
