package io.magentobluegreen.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.stream.StreamSupport;

/**
 * A resource's status as a person reads it; everything absent reads as the empty string.
 *
 * @param generation of the spec
 * @param status     the whole status
 */
public record ReleaseView(long generation, JsonNode status) {

    static ReleaseView of(GenericKubernetesResource resource) {
        if (resource == null) {
            return new ReleaseView(0, MissingNode.getInstance());
        }
        JsonNode tree = new KubernetesSerialization().convertValue(resource, JsonNode.class);
        return new ReleaseView(resource.getMetadata().getGeneration(), tree.path("status"));
    }

    public String phase() {
        return at("/phase");
    }

    /** {@code status.target.release}: what {@code approve} and {@code abort} name. */
    public String target() {
        return at("/target/release");
    }

    /** {@code status.target.next}: what {@code retry} names. */
    public String next() {
        return at("/target/next");
    }

    /** {@code status.live.release}: what {@code rollback} names. */
    public String live() {
        return at("/live/release");
    }

    /** A value of the status by JSON pointer. */
    public String at(String pointer) {
        return status.at(pointer).asText("");
    }

    /** A condition's status and reason, such as {@code False VerificationFailed}. */
    public String condition(String type) {
        return StreamSupport.stream(status.path("conditions").spliterator(), false)
                .filter(condition -> type.equals(condition.path("type").asText()))
                .map(condition -> condition.path("status").asText() + " "
                        + condition.path("reason").asText())
                .findFirst()
                .orElse("");
    }

    /** Whether this condition is true for the spec as it is now. */
    public boolean is(String type) {
        return observed() && condition(type).startsWith("True");
    }

    /** Whether the status speaks of the spec as it is now. */
    public boolean observed() {
        return status.path("observedGeneration").asLong(-1) >= generation;
    }
}
