package io.magentobluegreen.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Own time is that between what opened a gate and the write that followed. */
class OwnTimeTest {
    private final OwnTime own = new OwnTime();

    private static Request write(long begin, long end) {
        return new Request(begin, end, "PUT", "deployments", "a", "shop", 200);
    }

    @Test
    void endsWithTheAnswerOfTheFirstWriteAfterTheFact() {
        // When
        own.add(List.of(new Fact(1_000, "open")), List.of(write(500, 900), write(2_000, 4_000), write(5_000, 9_000)));
        // Then
        assertThat(own.all().count()).isOne();
        assertThat(own.all().quantile(0.5)).isEqualTo(3);
    }

    @Test
    void beginsWithTheLastOfSeveralFacts() {
        // When
        own.add(List.of(new Fact(3_000, "open"), new Fact(1_000, "open")), List.of(write(4_000, 5_000)));
        // Then
        assertThat(own.all().count()).isOne();
        assertThat(own.all().quantile(0.5)).isEqualTo(2);
    }

    @Test
    void isUnknownWhereNothingFollowed() {
        // When
        own.add(List.of(new Fact(6_000, "open")), List.of(write(4_000, 5_000)));
        // Then
        assertThat(own.all().count()).isZero();
        assertThat(own.all().spoken(0.5)).isEqualTo("–");
    }
}
