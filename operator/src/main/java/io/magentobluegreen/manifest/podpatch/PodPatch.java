package io.magentobluegreen.manifest.podpatch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.Map;

/**
 * Merges {@code web.podPatch} into the pod template that we make, with the result of {@code kubectl patch --local
 * --type=strategic}.
 *
 * <p>Protocol: the patch's fields and types are checked against the pod template's, the patch is merged, and the result
 * is compared with what a patch may not touch, nor open. Whatever does not fit is a {@link Refused} with one sentence for the
 * person who wrote the patch; nothing is ever patched in part. Neither argument is changed.
 *
 * <p>Where kubectl leaves a null or a directive behind in its output (an appended list entry is not cleaned), it is
 * dropped here, as an API server does when it reads the object.
 */
public final class PodPatch {

    private static final ObjectMapper JSON = new ObjectMapper();

    private PodPatch() {}

    /** What came of a patch. */
    public sealed interface Result {}

    /** The template with the patch in it. */
    public record Patched(PodTemplateSpec template) implements Result {}

    /** @param sentence what does not fit, naming the field, and what to do */
    public record Refused(String sentence) implements Result {}

    /** @param patch an object over {@code metadata} and {@code spec} of a pod template; an empty one changes nothing */
    public static Result apply(PodTemplateSpec base, Map<String, Object> patch) {
        return patch.isEmpty() ? new Patched(base) : apply(base, JSON.<JsonNode>valueToTree(patch));
    }

    static Result apply(PodTemplateSpec base, JsonNode patch) {
        try {
            ObjectNode merged = merge(JSON.valueToTree(base), patch);
            VolumeSources.requireOne(merged);
            PodTemplateSpec patched = read(merged);
            Untouchable.in(base).compare(patched);
            NodeAccess.refuse(patched.getSpec());
            return new Patched(patched);
        } catch (RefusedPatch refused) {
            return new Refused("web.podPatch cannot be used: " + refused.getMessage());
        }
    }

    /** The merge alone, without regard to what is ours. */
    static ObjectNode merge(ObjectNode base, JsonNode patch) {
        if (patch == null || patch.isNull() || patch.isEmpty() && patch.isObject()) {
            return base;
        }
        PatchType template = PatchType.of(PodTemplateSpec.class);
        new PatchCheck().check(patch, template);
        ObjectNode merged = StrategicMerge.merge(base.deepCopy(), (ObjectNode) patch.deepCopy(), template);
        Leftovers.drop(merged);
        return merged;
    }

    private static PodTemplateSpec read(ObjectNode merged) {
        try {
            return JSON.treeToValue(merged, PodTemplateSpec.class);
        } catch (JsonProcessingException e) {
            throw new RefusedPatch("the result is no pod template: " + e.getOriginalMessage());
        }
    }
}
