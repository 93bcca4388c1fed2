package io.magentobluegreen.cluster.observe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.magentobluegreen.api.MagentoReleaseSpec;
import io.magentobluegreen.api.spec.FreeForm;
import io.magentobluegreen.manifest.EnvOverrides;
import io.magentobluegreen.release.want.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * The parts of a spec that no schema bounds, {@code env.overrides} and {@code web.podPatch}. A release writes the
 * overrides into four files of a ConfigMap, and the patched pod template into a fifth; one ConfigMap holds 1 MiB.
 */
final class FreeParts {
    static final int OVERRIDES_BYTES = 200_000;
    static final int PATCH_BYTES = 100_000;

    private static final ObjectMapper JSON = new ObjectMapper();

    private FreeParts() {}

    static Optional<Problem> problem(MagentoReleaseSpec spec) {
        Map<String, Object> overrides = spec.env().overrides();
        Map<String, Object> patch = spec.web().podPatch();
        return tooDeep("spec.env.overrides", overrides)
                .or(() -> tooDeep("spec.web.podPatch", patch))
                .or(() -> tooLong("spec.env.overrides", overridesBytes(overrides), OVERRIDES_BYTES))
                .or(() -> tooLong("spec.web.podPatch", patchBytes(patch), PATCH_BYTES));
    }

    private static Optional<Problem> tooDeep(String field, Map<String, Object> data) {
        return FreeForm.isCut(data)
                ? problem(field + " is nested deeper than " + FreeForm.DEEPEST
                        + " levels and was not read to its end; write it flatter")
                : Optional.empty();
    }

    private static Optional<Problem> tooLong(String field, int bytes, int most) {
        return bytes > most
                ? problem(field + " makes a file of " + bytes + " bytes, and a release's ConfigMap has room for " + most
                        + "; make it smaller")
                : Optional.empty();
    }

    private static Optional<Problem> problem(String message) {
        return Optional.of(new Problem("SpecTooLarge", message));
    }

    /** As the file has it, indented: a revision is as long as any other. */
    private static int overridesBytes(Map<String, Object> overrides) {
        return overrides.isEmpty() ? 0 : bytes(new EnvOverrides("0123456789", overrides).web());
    }

    private static int patchBytes(Map<String, Object> patch) {
        try {
            return patch.isEmpty() ? 0 : bytes(JSON.writeValueAsString(patch));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("spec.web.podPatch is no JSON", e);
        }
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
