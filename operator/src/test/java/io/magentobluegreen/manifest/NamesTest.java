package io.magentobluegreen.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.magentobluegreen.release.record.Step;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NamesTest {

    private static final String LONGEST_STORE = "s".repeat(Names.MAX_STORE);

    @Test
    void fitsAJobOfTheLongestStoreNameAndAnyStep() {
        assertThat(Arrays.stream(Step.values())
                        .map(step -> Names.job(LONGEST_STORE, "0123456789-9999", step.text(), 99)))
                .allSatisfy(name -> assertThat(name.length()).isLessThanOrEqualTo(63));
    }

    @Test
    void saysWhichPartOfAJobsNameIsTooLong() {
        assertThatThrownBy(() -> Names.job(LONGEST_STORE, "0123456789-1", "a-step-with-a-long-name", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("shorten the step \"a-step-with-a-long-name\"");
    }

    @Test
    void joinsStoreReleaseStepAndTry() {
        assertThat(Names.job("shop", "0123456789-7", "upgrade", 2)).isEqualTo("shop-0123456789-7-upgrade-2");
    }
}
