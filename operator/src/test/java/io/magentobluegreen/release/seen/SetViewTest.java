package io.magentobluegreen.release.seen;

import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.release.record.Colour;
import io.magentobluegreen.release.record.ReleaseName;
import io.magentobluegreen.release.record.SetRecord;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SetViewTest {
    @Test
    void findsAnImageMovedThatWasNotVerified() {
        assertThat(view("sha256:a sha256:b", "sha256:a sha256:c").imageMoved()).isTrue();
    }

    @Test
    void findsNothingMovedWhereEveryImageWasVerified() {
        assertThat(view("sha256:a sha256:b", "sha256:b").imageMoved()).isFalse();
    }

    @Test
    void bearsAnImageThatStandsTwice() {
        assertThat(view("sha256:a sha256:a", "sha256:a sha256:a").imageMoved()).isFalse();
    }

    @Test
    void findsNothingMovedWhereOneOfTheTwoIsNotKnown() {
        assertThat(view("", "sha256:c").imageMoved()).isFalse();
        assertThat(view("sha256:a", "").imageMoved()).isFalse();
    }

    @Test
    void isProvenWhileItsTemplateAndItsImageAreThoseThatWere() {
        assertThat(view("sha256:a", "sha256:a").isProven()).isTrue();
        assertThat(view("sha256:a", "sha256:b").isProven()).isFalse();
        assertThat(templated("another").isProven()).isFalse();
        assertThat(templated("another").drifted()).isTrue();
        assertThat(templated("").drifted()).as("not known at the moment").isFalse();
    }

    @Test
    void saysWhatKeepsItsPods() {
        SetView view = templated("hash");
        assertThat(view.because("Waiting")).isEqualTo("Waiting");
        SetView troubled = new SetView(
                view.revision(), view.record(), 2, false, 0, "hash", true, "", false, "its image is missing");
        assertThat(troubled.because("Waiting")).isEqualTo("Waiting: its image is missing");
    }

    private static SetView templated(String template) {
        return new SetView("0123456789", view("a", "a").record(), 2, true, 2, template, true, "a", false);
    }

    private static SetView view(String verified, String running) {
        SetRecord record = SetRecord.begin(new ReleaseName("0123456789", 1), "shop:1", Colour.BLUE, 2, Instant.EPOCH)
                .born("hash", verified);
        return new SetView("0123456789", Optional.of(record), 2, true, 2, "hash", true, running, false);
    }
}
