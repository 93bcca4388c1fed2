package io.magentobluegreen.cluster.record;

import io.magentobluegreen.release.record.Colour;
import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.record.ReleaseName;
import io.magentobluegreen.release.record.Step;
import java.util.Arrays;
import java.util.Optional;

/** The words that stand for enum values and names in records: those that users see, never the names of constants. */
final class Words {
    private Words() {}

    static Optional<Step> step(String text) {
        return Arrays.stream(Step.values())
                .filter(step -> step.text().equals(text))
                .findFirst();
    }

    static Outcome outcome(String text) {
        return Arrays.stream(Outcome.values())
                .filter(outcome -> outcome.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new BrokenRecord("no outcome is called " + text));
    }

    static Colour colour(String text) {
        return Arrays.stream(Colour.values())
                .filter(colour -> colour.label().equals(text))
                .findFirst()
                .orElseThrow(() -> new BrokenRecord("no colour is called " + text));
    }

    static ReleaseName release(String text) {
        return ReleaseName.parse(text).orElseThrow(() -> new BrokenRecord("no release is called " + text));
    }
}
