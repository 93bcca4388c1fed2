package io.magentobluegreen.manifest.job;

import io.magentobluegreen.manifest.Names;
import io.magentobluegreen.release.record.ReleaseName;
import io.magentobluegreen.release.record.Step;
import java.util.Map;

/**
 * Which Job: for whom, for which step, and which try.
 *
 * @param release the release that needs it, whatever image it runs
 * @param attempt counted from 1
 * @param arguments {@link #SUBJECT} and {@link #UPGRADE_COMMAND} where the step has them
 */
public record JobRequest(ReleaseName release, Step step, int attempt, Map<String, String> arguments) {

    /** Argument: what the Job is made for beside its release; becomes an annotation. */
    public static final String SUBJECT = "subject";

    /** Argument of the upgrade: {@code setup:upgrade}, or {@code due} for what the status commands then ask for. */
    public static final String UPGRADE_COMMAND = "UPGRADE_COMMAND";

    public JobRequest {
        arguments = Map.copyOf(arguments);
    }

    String argument(String name, String otherwise) {
        return arguments.getOrDefault(name, otherwise);
    }

    String name(String store) {
        return Names.job(store, release.toString(), step.text(), attempt);
    }
}
