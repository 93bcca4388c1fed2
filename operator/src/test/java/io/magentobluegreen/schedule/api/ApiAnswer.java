package io.magentobluegreen.schedule.api;

/**
 * What the API server answers: an object, a list, or why not.
 *
 * @param code of HTTP; 0: no answer came, the connection broke
 * @param object shared with the store and never changed; of a failure its reason
 */
public record ApiAnswer(int code, Object object) {
    private static final int LOWEST_ERROR = 400;

    static ApiAnswer ok(Object object) {
        return new ApiAnswer(200, object);
    }

    static ApiAnswer created(Object object) {
        return new ApiAnswer(201, object);
    }

    public static ApiAnswer failed(int code, String reason) {
        return new ApiAnswer(code, reason);
    }

    /** The connection broke, before or after the request was carried out. */
    public static ApiAnswer broken() {
        return new ApiAnswer(0, "connection reset");
    }

    public boolean failed() {
        return code == 0 || code >= LOWEST_ERROR;
    }
}
