package io.magentobluegreen.api.status;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;

/** The release that serves customers. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LiveStatus(
        @JsonPropertyDescription("The release: <revision>-<n>. The rollback command names it.")
        String release,

        @JsonPropertyDescription("Colour of its set, blue or green: a word for people, which stays with the set.")
        String colour,

        @JsonPropertyDescription("The image it runs.") String image,

        @JsonPropertyDescription("The image without its registry, for the LIVE column.")
        String shortImage,

        @JsonPropertyDescription("When it took the traffic.")
        Instant since) {}
