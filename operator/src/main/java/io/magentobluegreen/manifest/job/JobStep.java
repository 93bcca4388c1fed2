package io.magentobluegreen.manifest.job;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.magentobluegreen.api.MagentoReleaseSpec;
import io.magentobluegreen.api.spec.UpgradeSpec;
import io.magentobluegreen.api.spec.VerificationSpec;
import io.magentobluegreen.manifest.Annotations;
import io.magentobluegreen.manifest.PodLayout;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the Job of a step runs, and how long it may take.
 *
 * @param description a sentence for the person who finds the Job
 * @param work a container for each; the Job has passed when all of them have
 * @param deadline past it Kubernetes ends the Job; empty: nothing ever does
 * @param grace between SIGTERM and SIGKILL
 * @param upgrade it touches the database
 */
record JobStep(String description, List<Work> work, Optional<Duration> deadline, Duration grace, boolean upgrade) {

    private static final Duration PREFLIGHT_DEADLINE = Duration.ofMinutes(10);
    private static final Duration CLEAN_DEADLINE = Duration.ofMinutes(5);
    private static final Duration GRACE = Duration.ofSeconds(30);

    /**
     * Five of them, and five minutes for the digest of the setup files, fit the preflight's deadline. A command is only run again
     * (status.sh) when it took less than a third of this.
     */
    private static final Duration STATUS_TIMEOUT = Duration.ofSeconds(45);

    /** Two of them fit the deadline of a cleaning. */
    private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(120);

    /** The table definitions that are stale after an upgrade. */
    private static final List<String> TABLE_DEFINITIONS = List.of("db_ddl");

    private static final List<String> WHOLE_CACHE = List.of();

    /** @throws IllegalArgumentException for a step that has no Job */
    static JobStep of(JobRequest request, MagentoReleaseSpec spec) {
        return switch (request.step()) {
            case PREFLIGHT -> preflight(spec);
            case UPGRADE -> upgrade(request, spec.upgrade());
            case CLEAN_LIVE ->
                clean(spec, "Cleans the table definitions that the live release has cached.", TABLE_DEFINITIONS);
            case CLEAN -> clean(spec, "Cleans the new release's own cache.", WHOLE_CACHE);
            case CUTOVER_CLEAN ->
                clean(
                        spec,
                        "Cleans what may be stale in the new release's cache.",
                        spec.cache().clean().cutover());
            case BACK_CLEAN ->
                clean(
                        spec,
                        "Cleans what may be stale in the cache of the release that is gone back to.",
                        spec.cache().clean().rollback());
            case REINDEX -> reindex(spec.upgrade());
            case PURGE -> purge(spec);
            case CHECK_JOBS -> checks(spec.verification());
            case PREPARE,
                    DECIDE,
                    START,
                    VERIFY,
                    WARM_UP,
                    APPROVAL,
                    CUTOVER_SIZE,
                    CUTOVER_WARM,
                    FLIP,
                    PUBLISH,
                    SOAK,
                    RETAIN,
                    BACK_SIZE,
                    BACK_CHECK,
                    BACK_FLIP ->
                throw new IllegalArgumentException("The step " + request.step().text() + " has no Job");
        };
    }

    private static JobStep preflight(MagentoReleaseSpec spec) {
        return ending(
                "Looks whether image, env.php and database fit together; changes nothing.",
                Work.script(
                        "preflight",
                        PodLayout.JOB_OVERRIDES,
                        spec.upgrade().resources(),
                        lockWait(spec.upgrade()),
                        seconds("STATUS_TIMEOUT", STATUS_TIMEOUT)),
                PREFLIGHT_DEADLINE);
    }

    private static JobStep upgrade(JobRequest request, UpgradeSpec upgrade) {
        Work work = Work.script(
                "upgrade",
                PodLayout.JOB_OVERRIDES,
                upgrade.resources(),
                variable("UPGRADE_COMMAND", request.argument(JobRequest.UPGRADE_COMMAND, "setup:upgrade")),
                variable("VERIFY_STATUS", word(upgrade.verifyStatus())),
                lockWait(upgrade),
                variable("LOCK_RETRIES", upgrade.lockRetries().toString()),
                seconds("STATUS_TIMEOUT", STATUS_TIMEOUT),
                beginBefore());
        return new JobStep(
                "Upgrades the database. Do not delete it or its pod while it runs.",
                List.of(work),
                Optional.empty(),
                upgrade.timeout().toDuration(),
                true);
    }

    private static JobStep clean(MagentoReleaseSpec spec, String description, List<String> types) {
        return ending(
                description,
                Work.script(
                        "clean",
                        PodLayout.CLEAN_OVERRIDES,
                        spec.upgrade().resources(),
                        seconds("COMMAND_TIMEOUT", COMMAND_TIMEOUT),
                        variable("CACHE_TYPES", String.join(" ", types))),
                CLEAN_DEADLINE);
    }

    private static JobStep reindex(UpgradeSpec upgrade) {
        Work work = Work.script(
                "reindex",
                PodLayout.CLEAN_OVERRIDES,
                upgrade.resources(),
                variable("REINDEX", word(upgrade.reindex())),
                lockWait(upgrade),
                variable("LOCK_RETRIES", upgrade.lockRetries().toString()));
        return new JobStep(
                "Rebuilds the indexes that the upgrade made invalid, by the new release's code.",
                List.of(work),
                Optional.empty(),
                upgrade.timeout().toDuration(),
                false);
    }

    private static JobStep purge(MagentoReleaseSpec spec) {
        return ending(
                "Purges Varnish after the switch of traffic.",
                Work.script(
                        "purge",
                        PodLayout.OVERRIDES,
                        spec.upgrade().resources(),
                        seconds("COMMAND_TIMEOUT", COMMAND_TIMEOUT)),
                CLEAN_DEADLINE);
    }

    /** All checks at once, in one pod: the deadline is that of the most patient. */
    private static JobStep checks(VerificationSpec verification) {
        Duration deadline = verification.jobs().stream()
                .map(check -> check.timeout().toDuration())
                .max(Comparator.naturalOrder())
                .orElseThrow(() -> new IllegalArgumentException("spec.verification.jobs is empty: there is no check"));
        return new JobStep(
                "The store's own checks of a new release.",
                verification.jobs().stream().map(Work::check).toList(),
                Optional.of(deadline),
                GRACE,
                false);
    }

    private static JobStep ending(String description, Work work, Duration deadline) {
        return new JobStep(description, List.of(work), Optional.of(deadline), GRACE, false);
    }

    private static EnvVar variable(String name, String value) {
        return new EnvVar(name, value, null);
    }

    private static EnvVar seconds(String name, Duration duration) {
        return variable(name, Long.toString(duration.toSeconds()));
    }

    /** In the Job, not in the revision's files: a retry takes what the spec says then. */
    private static EnvVar lockWait(UpgradeSpec upgrade) {
        return seconds(PodLayout.ENV_LOCK_WAIT, upgrade.lockWaitTimeout().toDuration());
    }

    private static EnvVar beginBefore() {
        // spotless:off
        return new EnvVarBuilder()
                .withName("BEGIN_BEFORE")
                .withNewValueFrom()
                    .withNewFieldRef()
                        .withFieldPath("metadata.annotations['" + Annotations.BEGIN_BEFORE + "']")
                    .endFieldRef()
                .endValueFrom()
                .build();
        // spotless:on
    }

    private static String word(UpgradeSpec.VerifyStatus status) {
        return switch (status) {
            case LENIENT -> "Lenient";
            case STRICT -> "Strict";
        };
    }

    private static String word(UpgradeSpec.Reindex reindex) {
        return switch (reindex) {
            case NONE -> "None";
            case INVALID -> "Invalid";
            case ALL -> "All";
        };
    }
}
