package io.magentobluegreen.manifest.podpatch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Where volumes come from. A patch that gives a volume another source adds it beside the old one, and an API server
 * refuses two: the most common slip, so it has a sentence of its own.
 */
final class VolumeSources {

    private VolumeSources() {}

    /** @throws RefusedPatch for the first volume with more than one */
    static void requireOne(JsonNode template) {
        for (JsonNode volume : template.path("spec").path("volumes")) {
            List<String> sources = new ArrayList<>();
            volume.fieldNames().forEachRemaining(sources::add);
            sources.remove("name");
            if (sources.size() > 1) {
                throw new RefusedPatch("volume " + volume.path("name").asText() + " has two sources, " + sources.get(0)
                        + " and " + sources.get(1) + ": say null for the one that goes");
            }
        }
    }
}
