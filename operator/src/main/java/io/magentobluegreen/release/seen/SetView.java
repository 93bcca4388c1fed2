package io.magentobluegreen.release.seen;

import io.magentobluegreen.release.record.SetRecord;
import java.util.List;
import java.util.Optional;

/**
 * One set as the cluster shows it.
 *
 * @param record empty when it has none that can be read: {@code RecordLost}
 * @param replicas what its Deployment asks for
 * @param available observedGeneration ≥ generation and updated = available = replicas &gt; 0
 * @param ready its pods that are ready endpoints
 * @param template the pod-template-hash of its current ReplicaSet, or "" before there is one
 * @param uniform all its ready pods carry that hash
 * @param imageId what the pods' main container runs, as the nodes say, several in order with spaces between; "" while it is
 *     not known
 * @param referenced an EndpointSlice of the live Service names a pod of it
 * @param trouble what keeps its pods from being available, as a clause; "" when nothing is known
 */
public record SetView(
        String revision,
        Optional<SetRecord> record,
        int replicas,
        boolean available,
        int ready,
        String template,
        boolean uniform,
        String imageId,
        boolean referenced,
        String trouble) {
    /** One of whose pods nothing bad is known. */
    public SetView(
            String revision,
            Optional<SetRecord> record,
            int replicas,
            boolean available,
            int ready,
            String template,
            boolean uniform,
            String imageId,
            boolean referenced) {
        this(revision, record, replicas, available, ready, template, uniform, imageId, referenced, "");
    }

    /** A sentence about waiting for its pods, with what keeps them. */
    public String because(String sentence) {
        return trouble.isEmpty() ? sentence : sentence + ": " + trouble;
    }

    /** Its pods run something that was not verified: the image's tag was moved to another one. */
    public boolean imageMoved() {
        return record.map(SetRecord::imageId)
                .filter(verified -> !verified.isEmpty() && !imageId.isEmpty())
                .filter(verified -> !List.of(verified.split(" ")).containsAll(List.of(imageId.split(" "))))
                .isPresent();
    }

    /** What stands is not what was proven: nothing goes back to it by itself. */
    public boolean isProven() {
        return !drifted() && !imageMoved();
    }

    /** Its template is no longer the one it was made with: its verdicts are void. */
    public boolean drifted() {
        return record.filter(r -> !r.template().isEmpty()
                        && !template.isEmpty()
                        && !r.template().equals(template))
                .isPresent();
    }
}
