package io.magentobluegreen.release.seen;

/**
 * Something to ask of a set's pods or of the live Service, outside of the reconciliation. Its answer is kept in memory
 * until the planner has put it on record, and is for exactly this subject: another release, template or check digest is
 * another task.
 *
 * @param subject whatever the answer depends on beside kind and revision
 */
public record Task(Kind kind, String revision, String subject) {
    /** What is asked. */
    public enum Kind {
        /** Every path, check and asset of every ready pod, with attempts. */
        VERIFY,
        /** Paths and sitemap, to warm caches. */
        WARM_UP,
        /** Verification paths of every ready pod and the warm-up paths once more, right before the flip. */
        REWARM,
        /** Ready endpoints and ten requests through the live Service. */
        PROVE,
        /** One round of checks against every ready pod. */
        ROUND
    }
}
