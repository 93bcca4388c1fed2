package io.magentobluegreen.api.spec;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.Objects;

/** When and how the database is brought to the new image's level. The upgrade is never killed by the operator. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "!has(self.timeout) || self.timeout" + AdmissionRules.IS_WHOLE_SECONDS + " && (self.timeout"
                + AdmissionRules.IS_ENDLESS + " || duration(self.timeout) >= duration('1s'))",
        message = "timeout" + AdmissionRules.WHOLE_SECONDS_FIX,
        fieldPath = ".timeout")
@ValidationRule(
        value = "!has(self.timeout) || !self.timeout" + AdmissionRules.IS_DURATION + " || !self.timeout"
                + AdmissionRules.IS_ENDLESS + " && duration(self.timeout) <= " + AdmissionRules.A_YEAR,
        message = "timeout" + AdmissionRules.A_YEAR_FIX,
        fieldPath = ".timeout")
@ValidationRule(
        value = "!has(self.lockWaitTimeout) || self.lockWaitTimeout" + AdmissionRules.IS_WHOLE_SECONDS
                + " && (self.lockWaitTimeout" + AdmissionRules.IS_ENDLESS
                + " || duration(self.lockWaitTimeout) >= duration('1s'))",
        message = "lockWaitTimeout" + AdmissionRules.WHOLE_SECONDS_FIX,
        fieldPath = ".lockWaitTimeout")
@ValidationRule(
        value = "!has(self.lockWaitTimeout) || !self.lockWaitTimeout" + AdmissionRules.IS_DURATION
                + " || !self.lockWaitTimeout" + AdmissionRules.IS_ENDLESS + " && duration(self.lockWaitTimeout) <= "
                + AdmissionRules.A_YEAR,
        message = "lockWaitTimeout" + AdmissionRules.A_YEAR_FIX,
        fieldPath = ".lockWaitTimeout")
@ValidationRule(
        value = "!has(self.acceptDatabaseOf) || self.acceptDatabaseOf" + AdmissionRules.IS_IMAGE,
        message = "acceptDatabaseOf" + AdmissionRules.IMAGE_FIX,
        fieldPath = ".acceptDatabaseOf")
public record UpgradeSpec(
        @Default("Auto")
        @JsonPropertyDescription(
                "Auto: setup:upgrade runs only if it is due. Always: also when it is not due, once per image. Never: "
                        + "it never runs, and a release that needs it fails with UpgradeDue. Default Auto.")
        @JsonFormat(with = JsonFormat.Feature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
        Mode mode,

        @Default("Upgrade")
        @JsonPropertyDescription("Upgrade: one setup:upgrade --keep-generated. Default Upgrade.")
        @JsonFormat(with = JsonFormat.Feature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
        Strategy strategy,

        @Default("1h")
        @JsonPropertyDescription(
                "How long an upgrade may take before a person is called (Stalled, UpgradeOverdue). Nothing is killed "
                        + "then. Default 1h.")
        @Size(max = 32) GoDuration timeout,

        @Default("3s")
        @JsonPropertyDescription(
                "lock_wait_timeout of the Job's database connections, in whole seconds. A change of a table that "
                        + "waits for a lock blocks every page that reads the table, so keep it short. Default 3s.")
        @Size(max = 32) GoDuration lockWaitTimeout,

        @Default("10")
        @Min(0) @Max(1000) @JsonPropertyDescription(
                "How often an upgrade that gave up waiting for a lock before it changed anything is tried again, with "
                        + "back-off. Default 10.")
        Integer lockRetries,

        @Default("Lenient")
        @JsonPropertyDescription(
                "What the status commands must say after the upgrade. Lenient passes a last complaint about the "
                        + "declarative schema alone, with an Event. Strict passes nothing but exit code 0. Default Lenient.")
        @JsonFormat(with = JsonFormat.Feature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
        VerifyStatus verifyStatus,

        @Default("Invalid")
        @JsonPropertyDescription(
                "Which indexers run after the upgrade, by the new code, before it is verified: None, Invalid (those "
                        + "the upgrade made invalid) or All. Default Invalid.")
        @JsonFormat(with = JsonFormat.Feature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
        Reindex reindex,

        @JsonPropertyDescription(
                "The image that touched the database last, written here by a person when the operator asks for it "
                        + "(DatabaseAhead, DatabaseNewer): its changes are accepted as the ground of the next upgrade. Remove "
                        + "it afterwards.")
        @Size(max = 1000) String acceptDatabaseOf,

        @SchemaFrom(type = SmallSchemas.Resources.class)
        @JsonPropertyDescription(
                "Requests and limits of the Jobs' container, as in a container: {requests: {cpu: 500m, memory: 1Gi}, "
                        + "limits: {memory: 2Gi}}. Default: none.")
        ResourceRequirements resources) {

    public UpgradeSpec {
        mode = Objects.requireNonNullElse(mode, Mode.AUTO);
        strategy = Objects.requireNonNullElse(strategy, Strategy.UPGRADE);
        timeout = Objects.requireNonNullElse(timeout, GoDuration.of("1h"));
        lockWaitTimeout = Objects.requireNonNullElse(lockWaitTimeout, GoDuration.of("3s"));
        lockRetries = Objects.requireNonNullElse(lockRetries, 10);
        verifyStatus = Objects.requireNonNullElse(verifyStatus, VerifyStatus.LENIENT);
        reindex = Objects.requireNonNullElse(reindex, Reindex.INVALID);
        resources = Objects.requireNonNullElseGet(resources, ResourceRequirements::new);
    }

    /** When setup:upgrade runs. */
    public enum Mode {
        /** Only if it is due. */
        @JsonProperty("Auto")
        AUTO,
        /** Also when it is not due, once per image. */
        @JsonProperty("Always")
        ALWAYS,
        /** Never; a release that needs it fails. */
        @JsonProperty("Never")
        NEVER
    }

    /** How the database is upgraded. */
    public enum Strategy {
        /** One setup:upgrade. */
        @JsonProperty("Upgrade")
        UPGRADE
    }

    /** What the status commands must say after the upgrade. */
    public enum VerifyStatus {
        /** A last complaint about the declarative schema alone passes. */
        @JsonProperty("Lenient")
        LENIENT,
        /** Only exit code 0 passes. */
        @JsonProperty("Strict")
        STRICT
    }

    /** Which indexers run after the upgrade. */
    public enum Reindex {
        /** None. */
        @JsonProperty("None")
        NONE,
        /** Those that the upgrade made invalid. */
        @JsonProperty("Invalid")
        INVALID,
        /** All of them. */
        @JsonProperty("All")
        ALL
    }
}
