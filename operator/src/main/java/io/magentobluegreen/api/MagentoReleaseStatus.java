package io.magentobluegreen.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.magentobluegreen.api.spec.SchemaPatch;
import io.magentobluegreen.api.status.CommandsStatus;
import io.magentobluegreen.api.status.HistoryEntry;
import io.magentobluegreen.api.status.LiveStatus;
import io.magentobluegreen.api.status.ReleaseCondition;
import io.magentobluegreen.api.status.RollbackStatus;
import io.magentobluegreen.api.status.TargetStatus;
import io.magentobluegreen.api.status.UpgradeStatus;
import io.magentobluegreen.api.status.VerificationStatus;
import java.util.List;

/**
 * What the operator reports about a store; nothing decides from it.
 *
 * <p>An object that the operator has not seen yet has the generation -1 by default: without any, kstatus takes a new object
 * for current, and whoever waits for the first release stops before it has begun.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@SchemaCustomizer(value = SchemaPatch.class, input = """
        {"properties": {
          "observedGeneration": {"format": "int64"},
          "conditions": {"x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["type"]}
        }}
        """)
public record MagentoReleaseStatus(
        @JsonPropertyDescription("Generation of the spec that this status speaks of.")
        Long observedGeneration,

        @JsonPropertyDescription(
                "Pending, Preparing, Starting, Upgrading, Verifying, WarmingUp, AwaitingApproval, Promoting, Soaking, "
                        + "Live, RollingBack, RolledBack, Failed or Aborted.")
        String phase,

        @JsonPropertyDescription("What is being waited for, or what is to be done, in one sentence.")
        String message,

        @JsonPropertyDescription("The release that serves customers.")
        LiveStatus live,

        @JsonPropertyDescription("The release that is asked for.")
        TargetStatus target,

        @JsonPropertyDescription("Where a rollback would lead.")
        RollbackStatus rollback,

        @JsonPropertyDescription("The database upgrade of the target release.")
        UpgradeStatus upgrade,

        @JsonPropertyDescription("The verification of the target release.")
        VerificationStatus verification,

        @JsonPropertyDescription("The last ten releases, the newest first.")
        List<HistoryEntry> history,

        @JsonPropertyDescription(
                "Available, Ready, Reconciling and Stalled by the kstatus rules, and the milestones of the release.")
        List<ReleaseCondition> conditions,

        @JsonPropertyDescription(
                "The command annotations as they were last looked at; each is answered once, whether it acts or names "
                        + "nothing current.")
        CommandsStatus commands) {

    public MagentoReleaseStatus {
        history = history == null ? List.of() : List.copyOf(history);
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
    }
}
