package io.magentobluegreen.simulation.cluster;

/** What runs in a pod. */
public interface PodProgram {

    /** As the kubelet would see it now. */
    State state();

    /** SIGTERM: the pod has been deleted. It may go on as long as it likes. */
    void terminate();

    /** It was told to end, and has: the pod may go. */
    boolean hasEnded();

    /**
     * State of a pod's main container.
     *
     * @param reason of a container that waits, such as {@code ImagePullBackOff}
     * @param message that an ended container left
     */
    record State(Kind kind, String reason, int exitCode, String message) {
        public static final State STARTING = new State(Kind.STARTING, "", 0, "");
        public static final State READY = new State(Kind.READY, "", 0, "");

        public static State waiting(String reason) {
            return new State(Kind.WAITING, reason, 0, "");
        }

        public static State ended(int exitCode, String message) {
            return new State(Kind.ENDED, "", exitCode, message);
        }
    }

    /** How far it is. */
    enum Kind {
        WAITING,
        STARTING,
        READY,
        ENDED
    }
}
