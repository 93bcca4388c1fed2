package io.magentobluegreen.release.record;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * That a release passed a step: when, and the facts that later steps use. Only what is recorded counts; a step that
 * failed has no evidence, its release has an {@link Ending}.
 */
public record Evidence(Instant at, Map<String, String> facts) {
    public Evidence {
        facts = java.util.Collections.unmodifiableMap(new TreeMap<>(facts));
    }

    public static Evidence of(Instant at) {
        return new Evidence(at, Map.of());
    }

    /** The fact of that name, or "" when there is none. */
    public String fact(String name) {
        return facts.getOrDefault(name, "");
    }
}
