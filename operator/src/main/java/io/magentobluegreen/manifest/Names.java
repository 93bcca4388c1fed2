package io.magentobluegreen.manifest;

/**
 * The name of every object that the operator makes for a store: the one place where a name is put together.
 *
 * <p>A store's name has at most 30 characters, a revision ten, so that every name fits the 63 characters that
 * Kubernetes gives to a Job (its name becomes a label of its pods).
 */
public final class Names {

    /** Field manager of every write, and the value of {@code app.kubernetes.io/managed-by}. */
    public static final String OPERATOR = "magento-release-operator";

    /** Longest name of a store; the custom resource's validation refuses longer ones. */
    public static final int MAX_STORE = 30;

    private static final int MAX_JOB = 63;

    private Names() {}

    /** Deployment, ConfigMap and Secret of one revision. */
    public static String set(String store, String revision) {
        return store + "-" + revision;
    }

    /** ConfigMap with the database's facts and the next release number; it outlives the resource. */
    public static String ledger(String store) {
        return store + "-ledger";
    }

    /** ConfigMap and Secret for the store's other processes. */
    public static String live(String store) {
        return store + "-live";
    }

    /**
     * A Job is named for the release that needs it, whatever image it runs.
     *
     * @param release {@code <revision>-<n>}
     * @param attempt counted from 1
     * @throws IllegalArgumentException when the name would not fit the label that Kubernetes makes of it
     */
    public static String job(String store, String release, String step, int attempt) {
        String name = String.join("-", store, release, step, Integer.toString(attempt));
        if (name.length() > MAX_JOB) {
            throw new IllegalArgumentException("Job name " + name + " has " + name.length() + " characters, of which "
                    + MAX_JOB + " fit a label: shorten the step \"" + step + "\"");
        }
        return name;
    }
}
