package io.magentobluegreen.api.status;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** The command annotations as the operator last looked at them: what stands here has been answered. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CommandsStatus(
        @JsonPropertyDescription("The value of magento-bluegreen.io/abort.")
        String abort,

        @JsonPropertyDescription("The value of magento-bluegreen.io/rollback.")
        String rollback,

        @JsonPropertyDescription("The value of magento-bluegreen.io/retry.")
        String retry,

        @JsonPropertyDescription("The value of magento-bluegreen.io/approve.")
        String approve) {}
