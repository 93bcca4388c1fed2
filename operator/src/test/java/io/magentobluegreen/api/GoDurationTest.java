package io.magentobluegreen.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.magentobluegreen.api.spec.GoDuration;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoDurationTest {

    @ParameterizedTest
    @CsvSource({
        "0s, PT0S",
        "90s, PT1M30S",
        "15m, PT15M",
        "1h30m, PT1H30M",
        "1.5h, PT1H30M",
        "250ms, PT0.25S",
        "10us, PT0.00001S",
        "10µs, PT0.00001S",
        "7ns, PT0.000000007S",
        "0.5ns, PT0S",
        "1m1m, PT2M",
        "2562047h, PT2562047H"
    })
    void readsWhatGoReads(String text, Duration duration) {
        assertThat(GoDuration.of(text).toDuration()).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "s", "-5s", "+5s", "5 s", "5S", "1d", "1h 30m", ".5s", "5.s", "5sec", "1:30"})
    void refusesAnythingElseAndSaysWhatToWrite(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GoDuration.of(text).toDuration())
                .withMessage("'" + text + "' is no duration: write a number with a unit, such as 90s, 15m or 1h30m");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2562048h", "99999999999999999999999999s"})
    void refusesWhatIsTooLong(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GoDuration.of(text).toDuration())
                .withMessage("'" + text + "' is too long: write a duration of less than 292 years");
    }
}
