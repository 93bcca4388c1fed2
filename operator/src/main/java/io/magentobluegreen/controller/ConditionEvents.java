package io.magentobluegreen.controller;

import io.magentobluegreen.api.MagentoReleaseStatus;
import io.magentobluegreen.api.status.ReleaseCondition;
import io.magentobluegreen.api.status.TargetStatus;
import io.magentobluegreen.release.plan.Action;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One Event when a condition begins to say that what stands is not what was proven, or that a person is needed; nothing
 * while it goes on saying so. What ended a release was told when it ended.
 */
final class ConditionEvents {
    private ConditionEvents() {}

    static List<Action> between(StatusScene scene, MagentoReleaseStatus next) {
        return next.conditions().stream()
                .filter(condition -> Unproven.REASONS.contains(condition.reason()) || asks(scene, condition))
                .filter(condition -> !said(scene.before(), next, condition))
                .<Action>map(condition -> new Action.Announce(true, condition.reason(), condition.message()))
                .distinct()
                .toList();
    }

    private static boolean asks(StatusScene scene, ReleaseCondition condition) {
        boolean ended = Stream.of(scene.target(), scene.liveRecord())
                .flatMap(Optional::stream)
                .flatMap(record -> record.ending().stream())
                .anyMatch(ending -> ending.reason().equals(condition.reason()));
        return condition.type().equals("Stalled") && !ended;
    }

    /** The message may go into detail later; a release that waits for a person is told although another one did before. */
    private static boolean said(
            Optional<MagentoReleaseStatus> before, MagentoReleaseStatus next, ReleaseCondition condition) {
        boolean ofAnother = condition.type().equals("Stalled")
                && before.flatMap(ConditionEvents::release)
                        .filter(release -> release(next)
                                .filter(another -> !another.equals(release))
                                .isPresent())
                        .isPresent();
        return !ofAnother
                && before.map(MagentoReleaseStatus::conditions).orElse(List.of()).stream()
                        .anyMatch(old -> condition.type().equals(old.type())
                                && condition.reason().equals(old.reason()));
    }

    private static Optional<String> release(MagentoReleaseStatus status) {
        return Optional.ofNullable(status.target()).map(TargetStatus::release);
    }
}
