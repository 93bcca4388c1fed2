package io.magentobluegreen.manifest.job;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.magentobluegreen.api.spec.VerificationSpec.CheckJob;
import io.magentobluegreen.manifest.PodLayout;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one container of a Job runs.
 *
 * @param name of the container
 * @param command empty: the image's own entrypoint
 * @param environment beside that of the web pods, and stronger
 */
record Work(
        String name,
        List<String> command,
        List<String> args,
        List<EnvVar> environment,
        ResourceRequirements resources) {

    /** A step of our script. */
    static Work script(String step, String overrides, ResourceRequirements resources, EnvVar... environment) {
        return new Work(
                PodLayout.JOB,
                List.of("/bin/sh", PodLayout.release(PodLayout.JOB_SCRIPT), step),
                List.of(),
                Stream.concat(Stream.of(overrides(overrides)), Stream.of(environment))
                        .toList(),
                resources);
    }

    /** A check of the store's own; nothing that customers see is purged, should it clean a cache. */
    static Work check(CheckJob check) {
        return new Work(
                PodLayout.CHECK_PREFIX + check.name(),
                check.command(),
                check.args(),
                List.of(overrides(PodLayout.CLEAN_OVERRIDES)),
                check.resources());
    }

    private static EnvVar overrides(String file) {
        return new EnvVar(PodLayout.ENV_OVERRIDES, PodLayout.release(file), null);
    }
}
