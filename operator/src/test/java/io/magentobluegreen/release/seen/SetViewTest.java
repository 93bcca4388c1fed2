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

    private static SetView view(String verified, String running) {
        SetRecord record = SetRecord.begin(new ReleaseName("0123456789", 1), "shop:1", Colour.BLUE, 2, Instant.EPOCH)
                .born("hash", verified);
        return new SetView("0123456789", Optional.of(record), 2, true, 2, "hash", true, running, false);
    }
}
