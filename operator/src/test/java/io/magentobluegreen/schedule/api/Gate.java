package io.magentobluegreen.schedule.api;

import java.util.function.Supplier;

/** What stands between a client and the API server: the way there and back, on which anything may happen. */
public interface Gate {

    /**
     * @param carryOut carries the request out, each time it is called
     * @throws Error when the process that asks dies over it
     */
    ApiAnswer pass(ApiRequest request, Supplier<ApiAnswer> carryOut);
}
