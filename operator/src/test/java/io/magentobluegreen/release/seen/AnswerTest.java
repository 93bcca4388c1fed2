package io.magentobluegreen.release.seen;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerTest {
    @ParameterizedTest
    @CsvSource({"RUNNING,false,false", "PASSED,true,false", "FAILED,false,true"})
    void isPassedOrFailedOnlyOnceItHasEnded(Answer.State state, boolean passed, boolean failed) {
        Answer answer = new Answer(state, Instant.EPOCH, "", "", Map.of());

        assertThat(answer.passed()).isEqualTo(passed);
        assertThat(answer.failed()).isEqualTo(failed);
    }
}
