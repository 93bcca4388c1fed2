package io.magentobluegreen.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The overrides files that the env.php wrapper merges into the store's own file, as JSON with its keys in order.
 *
 * <p>The operator's keys come first and the store's own overrides after them, so these win, with two exceptions: the flag
 * that keeps old code serving beside a newer database, and the prefix of every cache entry. An object is merged key by
 * key; a list takes the place of the list that is there.
 *
 * @param revision ten hex digits; becomes the prefix of the release's cache entries
 * @param users {@code spec.env.overrides}: any JSON, data whatever it holds
 */
public record EnvOverrides(String revision, Map<String, Object> users) {

    /** A list cannot be emptied by merging, and an absent one would make Magento purge the store's own address. */
    private static final Map<String, Object> NO_PURGE = Map.of("http_cache_hosts", List.of());

    /** Cron runs where the store says it runs, in no web pod. */
    private static final Map<String, Object> NO_CRON =
            Map.of("cron", Map.of("enabled", 0), "cron_consumers_runner", Map.of("cron_run", false));

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, SerializationFeature.INDENT_OUTPUT);

    /** For web pods and the purge after the cutover. */
    public String web() {
        return json(NO_CRON, Map.of());
    }

    /** For the store's other processes: as {@link #web}, but its cron runs as its own file says. */
    public String processes() {
        return json(Map.of(), Map.of());
    }

    /** For Jobs that work on the release's own cache before the cutover: nothing that customers see is purged. */
    public String cleaning() {
        return json(NO_CRON, NO_PURGE);
    }

    /**
     * For preflight and upgrade: a cache of their own in the pod's files, as an upgrade empties the whole database of the
     * cache it knows, the live release's entries too.
     */
    public String job() {
        return json(NO_CRON, merged(NO_PURGE, Map.of("cache", Map.of())));
    }

    private String json(Map<String, Object> ours, Map<String, Object> replace) {
        Map<String, Object> overrides = new LinkedHashMap<>();
        overrides.put("merge", merged(merged(ours, users), flag()));
        overrides.put("replace", replace);
        overrides.put("prefix", revision + "_");
        try {
            return JSON.writeValueAsString(overrides);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("spec.env.overrides is no JSON", e);
        }
    }

    private static Map<String, Object> flag() {
        return Map.of("deployment", Map.of("blue_green", Map.of("enabled", true)));
    }

    private static Map<String, Object> merged(Map<?, ?> base, Map<?, ?> over) {
        Map<String, Object> merged = new LinkedHashMap<>();
        base.forEach((key, value) -> merged.put(String.valueOf(key), value));
        over.forEach((key, value) -> merged.put(String.valueOf(key), both(merged.get(String.valueOf(key)), value)));
        return merged;
    }

    private static Object both(Object base, Object over) {
        return base instanceof Map<?, ?> one && over instanceof Map<?, ?> two ? merged(one, two) : over;
    }
}
