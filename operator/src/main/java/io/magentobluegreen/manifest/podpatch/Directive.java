package io.magentobluegreen.manifest.podpatch;

import java.util.Optional;

/** The keys in a patch that are no fields but say how to merge. */
final class Directive {

    /** {@code replace} or {@code delete}, in an object or in an entry of a merging list. */
    static final String PATCH = "$patch";

    static final String REPLACE = "replace";
    static final String DELETE = "delete";

    /** The only fields that the patched object keeps. */
    static final String RETAIN_KEYS = "$retainKeys";

    static final String SET_ORDER = "$setElementOrder/";
    static final String DELETE_VALUES = "$deleteFromPrimitiveList/";

    private Directive() {}

    static boolean is(String key) {
        return key.startsWith("$");
    }

    /** The list that a directive of this prefix is about; empty for any other key. */
    static Optional<String> list(String key, String prefix) {
        return key.startsWith(prefix) ? Optional.of(key.substring(prefix.length())) : Optional.empty();
    }
}
