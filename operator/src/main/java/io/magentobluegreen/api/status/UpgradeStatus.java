package io.magentobluegreen.api.status;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;

/** The database upgrade of the target release. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UpgradeStatus(
        @JsonPropertyDescription("Whether the database has to be upgraded for this release.")
        Boolean required,

        @JsonPropertyDescription("Why it has to or need not be.")
        String why,

        @JsonPropertyDescription("The Job that runs it; its pod keeps the whole log.")
        String job,

        @JsonPropertyDescription("When it began.") Instant startedAt,
        @JsonPropertyDescription("When it ended.") Instant finishedAt,

        @JsonPropertyDescription("Exit code of Magento's command.")
        Integer exitCode,

        @JsonPropertyDescription("How often it was tried, a lock timeout being the only thing that is tried again.")
        Integer attempts,

        @JsonPropertyDescription("Magento's first error line, cut, with the values of env.php blanked.")
        String error) {}
