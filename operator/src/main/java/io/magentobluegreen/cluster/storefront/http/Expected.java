package io.magentobluegreen.cluster.storefront.http;

import java.util.Optional;

/**
 * What the answer of a page has to be.
 *
 * @param status the status code, or empty for any 2xx
 * @param contains text that has to be in the body
 * @param absent text that must not be in the body
 */
public record Expected(Optional<Integer> status, Optional<String> contains, Optional<String> absent) {
    /** Any 2xx, whatever the body. */
    public static final Expected SUCCESS = new Expected(Optional.empty(), Optional.empty(), Optional.empty());

    /** Whether the body has to be read to judge the answer. */
    public boolean looksIntoBody() {
        return contains.isPresent() || absent.isPresent();
    }
}
