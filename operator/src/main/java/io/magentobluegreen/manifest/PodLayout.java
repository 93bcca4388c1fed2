package io.magentobluegreen.manifest;

/**
 * Where things lie inside pods: names of containers, ports, volumes, mounts, files and environment variables, shared by
 * web pods and Jobs, the env.php wrapper and the scripts.
 */
public final class PodLayout {

    /** The container of the store's image where it serves by itself. */
    public static final String WEB = "web";

    /** The container of the store's image where our nginx stands in front of it. */
    public static final String PHP = "php";

    /** The container of {@code web.nginxImage}. */
    public static final String NGINX = "nginx";

    /** The container of a Job that runs our script. */
    public static final String JOB = "job";

    /** Containers of the check Job begin so, one for each of the store's own checks. */
    public static final String CHECK_PREFIX = "check-";

    /** Copies {@code app/etc} into a Job's own volume. */
    public static final String SEED = "seed-etc";

    /** Name of the port that Services send to: a name, never a number from the spec. */
    public static final String HTTP = "http";

    /** Every volume of ours begins so; a pod patch leaves these alone. */
    public static final String VOLUME_PREFIX = "magento-bluegreen-";

    /** The revision's ConfigMap. */
    public static final String RELEASE_VOLUME = VOLUME_PREFIX + "release";

    /** The Secret with the store's own env.php. */
    public static final String ENV_VOLUME = VOLUME_PREFIX + "env";

    /** Writable {@code var}. */
    public static final String VAR_VOLUME = VOLUME_PREFIX + "var";

    /** Writable {@code /tmp}. */
    public static final String TMP_VOLUME = VOLUME_PREFIX + "tmp";

    /** A Job's writable copy of {@code app/etc}. */
    public static final String ETC_VOLUME = VOLUME_PREFIX + "etc";

    /** Mount of {@link #RELEASE_VOLUME}. */
    public static final String RELEASE_MOUNT = "/etc/magento-bluegreen/release";

    /** Mount of {@link #ENV_VOLUME}. */
    public static final String ENV_MOUNT = "/etc/magento-bluegreen/base";

    /** Where a Job's init container sees {@link #ETC_VOLUME}, to fill it. */
    public static final String SEED_MOUNT = "/etc/magento-bluegreen/etc";

    /** Mount of {@link #TMP_VOLUME}. */
    public static final String TMP_MOUNT = "/tmp";

    /** Key of the wrapper in the revision's ConfigMap, and of the store's file in its Secret. */
    public static final String ENV_FILE = "env.php";

    /** Overrides of web pods, and of Jobs that clean the release's own cache. */
    public static final String OVERRIDES = "overrides.json";

    /** Overrides with a private cache: preflight, upgrade. */
    public static final String JOB_OVERRIDES = "job-overrides.json";

    /** The release's own overrides without the hosts that Magento would send PURGE to. */
    public static final String CLEAN_OVERRIDES = "clean-overrides.json";

    /** Overrides of the store's other processes, published for them when the set is live. */
    public static final String PROCESS_OVERRIDES = "process-overrides.json";

    /** The script that every step of ours runs. */
    public static final String JOB_SCRIPT = "job.sh";

    /** The script that fills a Job's copy of {@code app/etc}. */
    public static final String SEED_SCRIPT = "seed.sh";

    /** The Deployment as it was POSTed, to make it anew from. */
    public static final String DEPLOYMENT = "deployment.json";

    /** Environment variable: Magento's root folder. */
    public static final String ENV_ROOT = "MAGENTO_ROOT";

    /** Environment variables that begin so steer the wrapper; a pod patch leaves them alone. */
    public static final String ENV_PREFIX = "MAGENTO_BLUEGREEN_";

    /** Environment variable: the overrides file that the wrapper reads. */
    public static final String ENV_OVERRIDES = ENV_PREFIX + "OVERRIDES";

    /** Environment variable: the store's own file that the wrapper reads. */
    public static final String ENV_BASE = ENV_PREFIX + "BASE";

    /** Environment variable: seconds after which a statement of the wrapper's connections gives up waiting for a table. */
    public static final String ENV_LOCK_WAIT = ENV_PREFIX + "LOCK_WAIT_TIMEOUT";

    /** Environment variable: the release, for the store's own logs and metrics. */
    public static final String ENV_REVISION = "MAGENTO_RELEASE";

    private PodLayout() {}

    /** A file of the revision's ConfigMap as a container sees it. */
    public static String release(String file) {
        return RELEASE_MOUNT + "/" + file;
    }

    /** Where the store's own env.php lies in a container. */
    public static String baseEnv() {
        return ENV_MOUNT + "/" + ENV_FILE;
    }

    /** Where Magento looks for its env.php, and finds the wrapper. */
    public static String magentoEnv(String root) {
        return etc(root) + "/" + ENV_FILE;
    }

    /** Magento's configuration folder. */
    public static String etc(String root) {
        return root + "/app/etc";
    }

    /** Magento's writable folder. */
    public static String var(String root) {
        return root + "/var";
    }
}
