package io.magentobluegreen.api.status;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;

/** Where a rollback would lead. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RollbackStatus(
        @JsonPropertyDescription("Revision of the previous set.")
        String revision,

        @JsonPropertyDescription("Colour of the previous set, blue or green.")
        String colour,

        @JsonPropertyDescription("The image it runs.") String image,

        @JsonPropertyDescription("Until when it stays at full size; afterwards it has to be started first.")
        Instant until,

        @JsonPropertyDescription("Whether a rollback to it is allowed now.")
        Boolean possible,

        @JsonPropertyDescription("Why it is allowed or not.")
        String reason,

        @JsonPropertyDescription("Colour and until when it stays at full size (UTC), for the ROLLBACK column.")
        String summary) {}
