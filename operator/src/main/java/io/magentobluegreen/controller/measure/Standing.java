package io.magentobluegreen.controller.measure;

import io.magentobluegreen.api.MagentoReleaseStatus;
import io.magentobluegreen.api.status.ReleaseCondition;
import java.util.Optional;

/**
 * How a store stands.
 *
 * @param phase the word of {@code status.phase}
 * @param available the live set serves customers
 * @param stalled why a person is needed, as the condition's reason
 */
public record Standing(String phase, boolean available, Optional<String> stalled) {

    public static Standing of(MagentoReleaseStatus status) {
        return new Standing(
                status.phase(),
                isTrue(status, "Available").isPresent(),
                isTrue(status, "Stalled").map(ReleaseCondition::reason));
    }

    private static Optional<ReleaseCondition> isTrue(MagentoReleaseStatus status, String type) {
        return status.conditions().stream()
                .filter(condition ->
                        condition.type().equals(type) && condition.status().equals("True"))
                .findFirst();
    }
}
