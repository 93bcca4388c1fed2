package io.magentobluegreen.release.walk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The second model check: from each of these beginnings every reachable world keeps every promise and comes to rest.
 *
 * <p>The operator is prompt: it does all that it can before anything but a fault happens around it.
 * {@code -Dmodel.promptly=false} walks every order, {@code -Dmodel.worlds=1000000} further than every build does,
 * {@code -Dmodel.budget=2} with more faults.
 */
class ReachableWorldsTest {
    private static final int WORLDS = Integer.getInteger("model.worlds", 26_000);
    private static final int BUDGET = Integer.getInteger("model.budget", 1);
    private static final boolean PROMPTLY = !"false".equals(System.getProperty("model.promptly"));

    static Stream<String> beginnings() {
        return StreamSupport.stream(Beginnings.names().spliterator(), false);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("beginnings")
    void keepsEveryPromise(String beginning, TestReporter report) {
        // When
        Walk.Seen seen = new Walk(WORLDS, PROMPTLY).from(Beginnings.named(beginning, BUDGET));
        report.publishEntry(beginning, seen.toString());
        // Then
        assertThat(!seen.complete() || seen.atRest() > 0)
                .as(beginning + ": " + seen)
                .isTrue();
    }

    @Tag("whole")
    @ParameterizedTest(name = "without faults: {0}")
    @MethodSource("beginnings")
    void knowsAllWorldsWithoutFaults(String beginning, TestReporter report) {
        // When
        Walk.Seen seen = new Walk(200_000, false).from(Beginnings.named(beginning, 0));
        report.publishEntry(beginning, "without faults, in every order: " + seen);
        // Then
        assertThat(seen.complete()).isTrue();
    }
}
