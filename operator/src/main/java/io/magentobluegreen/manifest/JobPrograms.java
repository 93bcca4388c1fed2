package io.magentobluegreen.manifest;

import java.util.List;

/**
 * The shell and PHP programs that Jobs run, copied into each revision's ConfigMap: a set keeps those it was made with,
 * whatever version of the operator runs its Jobs later.
 */
final class JobPrograms {

    /** File names, which are keys of the ConfigMap and names in the mounted folder. */
    static final List<String> NAMES = List.of(
            "blank.php",
            "cache.sh",
            "command.sh",
            "components.php",
            "database.php",
            "effective-env.php",
            "indexers.php",
            "inspect-env.php",
            "job.sh",
            "lock.php",
            "lock.sh",
            "patches.php",
            "preflight.sh",
            "private-cache.php",
            "reindex.sh",
            "seed.sh",
            "setup-digest.php",
            "status.sh",
            "upgrade.sh",
            "verdict.php",
            "watch.php");

    static final String FOLDER = "/io/magentobluegreen/jobs/";

    private JobPrograms() {}

    static String source(String name) {
        return ReleaseFiles.resource(FOLDER + name);
    }
}
