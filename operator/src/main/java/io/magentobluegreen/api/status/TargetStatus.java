package io.magentobluegreen.api.status;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;

/** The release that is asked for. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TargetStatus(
        @JsonPropertyDescription(
                "The release under way or last tried: <revision>-<n>. The approve and abort commands name it.")
        String release,

        @JsonPropertyDescription("What the next attempt will be called. The retry command names it.")
        String next,

        @JsonPropertyDescription("The image it runs.") String image,

        @JsonPropertyDescription("The image without its registry, for the TARGET column.")
        String shortImage,

        @JsonPropertyDescription("Colour of its set, blue or green.")
        String colour,

        @JsonPropertyDescription("When it started.") Instant since) {}
