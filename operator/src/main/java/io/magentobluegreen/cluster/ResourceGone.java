package io.magentobluegreen.cluster;

/** The resource is gone, terminates, or is another one of that name by now: nothing more is done for it. */
public final class ResourceGone extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ResourceGone(String message) {
        super(message);
    }
}
