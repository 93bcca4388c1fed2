package io.magentobluegreen.cluster;

import io.magentobluegreen.release.want.Problem;

/** An action that must not be done and needs a person: nothing was changed, and the problem says the fix. */
public final class ActionRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public ActionRefused(Problem problem) {
        super(problem.reason() + ": " + problem.message());
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
