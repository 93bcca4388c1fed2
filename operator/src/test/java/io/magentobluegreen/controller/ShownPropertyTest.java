package io.magentobluegreen.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.Holds;
import io.magentobluegreen.Hostile;
import io.magentobluegreen.manifest.text.OneLine;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What others wrote into annotations, images and answers, as it is told to people. */
class ShownPropertyTest {

    @Provide
    Arbitrary<String> texts() {
        return Hostile.text();
    }

    @Holds
    void isOneLineOfWholeCharacters(@ForAll("texts") String text, @ForAll @IntRange(min = 2, max = 100) int most) {
        String line = OneLine.of(text, most);

        assertThat(line).hasSizeLessThanOrEqualTo(most).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Cs}\\u2028\\u2029]");
        assertThat(new String(line.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(line);
        assertThat(OneLine.of(line, most)).isEqualTo(line);
    }

    @Holds
    void keepsWhatIsHarmless(@ForAll @IntRange(min = 0, max = 80) int length) {
        assertThat(StandingCommand.shown("0".repeat(length))).isEqualTo("0".repeat(length));
    }

    @Holds
    void showsAnImageByWhatIsLeftOfIt(@ForAll("texts") String image) {
        assertThat(image).contains(ShortImage.of(image).split("@", 2)[0]);
    }
}
