package io.magentobluegreen.controller;

import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.seen.SetView;
import io.magentobluegreen.release.want.Problem;
import java.util.Optional;
import java.util.Set;

/** Why a set that stands is not what was proven any more: somebody moved its image's tag, or changed its pod template. */
final class Unproven {
    private static final String MOVED = "ImageMoved";
    private static final String DRIFTED = "TemplateDrifted";
    /** Reasons that are told by an Event when a condition gets them. */
    static final Set<String> REASONS = Set.of(MOVED, DRIFTED);

    private Unproven() {}

    static Optional<Problem> of(SetView set) {
        if (set.drifted()) {
            return Optional.of(new Problem(
                    DRIFTED, "The pod template of " + set.revision() + " was changed by hand after it was proven"));
        }
        String image = set.record().map(SetRecord::image).map(ShortImage::of).orElse("");
        return set.imageMoved()
                ? Optional.of(new Problem(
                        MOVED,
                        "Pods of " + set.revision() + " run another image than was proven: the tag of " + image
                                + " was moved; name images by digest"))
                : Optional.empty();
    }
}
