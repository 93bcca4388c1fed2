package io.magentobluegreen.controller;

import io.magentobluegreen.api.status.VerificationStatus;
import io.magentobluegreen.release.record.Ending;
import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.record.Phase;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How far the verification of the target release is, from its record alone. */
final class StatusVerification {
    private static final Pattern COUNTS = Pattern.compile("([0-9]{1,9}) of ([0-9]{1,9}) checks passed$");

    private StatusVerification() {}

    /** Empty before it has a verdict. */
    static Optional<VerificationStatus> of(SetRecord record) {
        Optional<String> failure = record.ending()
                .filter(ending -> ending.outcome() == Outcome.FAILED)
                .filter(ending -> record.step().phase() == Phase.VERIFYING)
                .map(Ending::message);
        if (record.passed(Step.VERIFY)) {
            return Optional.of(new VerificationStatus(
                    number(record.fact(Step.VERIFY, "passed")),
                    number(record.fact(Step.VERIFY, "total")),
                    failure.orElse(null)));
        }
        return failure.map(StatusVerification::counted);
    }

    /** A verification that failed leaves no evidence, and says in its words how much of it passed. */
    private static VerificationStatus counted(String failure) {
        Matcher counts = COUNTS.matcher(failure);
        return counts.find()
                ? new VerificationStatus(number(counts.group(1)), number(counts.group(2)), failure)
                : new VerificationStatus(null, null, failure);
    }

    private static Integer number(String text) {
        return text.matches("[0-9]{1,9}") ? Integer.valueOf(text) : null;
    }
}
