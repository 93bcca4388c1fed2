package io.magentobluegreen.cluster;

/** The object to be changed is no longer the one that was observed: nothing was changed, observe and plan again. */
public final class ObservedStale extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ObservedStale(String message, Throwable cause) {
        super(message, cause);
    }
}
