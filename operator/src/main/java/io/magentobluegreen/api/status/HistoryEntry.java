package io.magentobluegreen.api.status;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** One past release. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HistoryEntry(
        @JsonPropertyDescription("The release: <revision>-<n>.")
        String release,

        @JsonPropertyDescription("The image it ran.") String image,

        @JsonPropertyDescription("Promoted, RolledBack, RollbackFailed, Failed, Aborted or Superseded.")
        String outcome,

        @JsonPropertyDescription("When it started.") Instant started,

        @JsonPropertyDescription("When it took the traffic; absent if it never did.")
        Instant promoted,

        @JsonPropertyDescription("How long each step took, for example {upgrade: 42s}.")
        Map<String, String> durations) {

    public HistoryEntry {
        durations = durations == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(durations));
    }
}
