package io.magentobluegreen.scenario;

import io.magentobluegreen.api.MagentoRelease;
import io.magentobluegreen.api.MagentoReleaseStatus;
import io.magentobluegreen.api.status.HistoryEntry;
import java.util.List;
import java.util.Optional;

/** A store's status as a person reads it; whatever is absent reads as the empty string. */
public record StoreView(long generation, MagentoReleaseStatus status) {
    private static final MagentoReleaseStatus NOTHING =
            new MagentoReleaseStatus(-1L, "", "", null, null, null, null, null, null, null, null);

    public static StoreView of(MagentoRelease resource) {
        return resource == null || resource.getStatus() == null
                ? new StoreView(0, NOTHING)
                : new StoreView(resource.getMetadata().getGeneration(), resource.getStatus());
    }

    public boolean isCurrent() {
        return status.observedGeneration() != null && status.observedGeneration() >= generation;
    }

    /** The phase of the spec as it is now. */
    public boolean isIn(String phase) {
        return isCurrent() && phase.equals(status.phase());
    }

    /** This condition is true for the spec as it is now. */
    public boolean is(String type) {
        return isCurrent() && condition(type).startsWith("True");
    }

    /** Status and reason of a condition, such as {@code False VerificationFailed}. */
    public String condition(String type) {
        return status.conditions().stream()
                .filter(condition -> condition.type().equals(type))
                .map(condition -> condition.status() + " " + condition.reason())
                .findFirst()
                .orElse("");
    }

    public String phase() {
        return Optional.ofNullable(status.phase()).orElse("");
    }

    public String message() {
        return Optional.ofNullable(status.message()).orElse("");
    }

    /** What rollback names. */
    public String live() {
        return status.live() == null ? "" : String.valueOf(status.live().release());
    }

    public String liveImage() {
        return status.live() == null ? "" : String.valueOf(status.live().image());
    }

    /** What approve and abort name. */
    String target() {
        return status.target() == null ? "" : String.valueOf(status.target().release());
    }

    /** What retry names. */
    public String next() {
        return status.target() == null ? "" : String.valueOf(status.target().next());
    }

    List<HistoryEntry> history() {
        return status.history();
    }

    public static String revisionOf(String release) {
        return release.replaceFirst("-[0-9]+$", "");
    }
}
