package io.magentobluegreen.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.magentobluegreen.Holds;
import io.magentobluegreen.Hostile;
import io.magentobluegreen.api.spec.GoDuration;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Provide;

class GoDurationPropertyTest {
    private static final Map<String, Duration> UNITS = Map.of(
            "ns", Duration.ofNanos(1),
            "us", Duration.ofNanos(1_000),
            "µs", Duration.ofNanos(1_000),
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1));

    record Part(int number, String unit) {
        Duration length() {
            return UNITS.get(unit).multipliedBy(number);
        }
    }

    @Provide
    Arbitrary<List<Part>> parts() {
        return Combinators.combine(Arbitraries.integers().between(0, 99_999), Arbitraries.of(UNITS.keySet()))
                .as(Part::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Hostile.text(),
                Arbitraries.strings().withChars("0123456789.hmsnuµ -+").ofMaxLength(34));
    }

    @Holds
    void isTheSumOfItsParts(@ForAll("parts") List<Part> parts) {
        String text = parts.stream().map(part -> part.number() + part.unit()).collect(Collectors.joining());

        assertThat(GoDuration.of(text).toDuration())
                .isEqualTo(parts.stream().map(Part::length).reduce(Duration.ZERO, Duration::plus));
    }

    @Holds
    void isReadOrRefusedWithTheFix(@ForAll("texts") String text) {
        GoDuration duration = GoDuration.of(text);

        if (text.length() <= 32 && text.matches(GoDuration.PATTERN)) {
            assertThat(duration.toDuration()).isGreaterThanOrEqualTo(Duration.ZERO);
        } else {
            assertThatIllegalArgumentException()
                    .isThrownBy(duration::toDuration)
                    .withMessageContaining("write a number with a unit")
                    .satisfies(refused -> assertThat(refused.getMessage()).hasSizeLessThan(150));
        }
    }
}
