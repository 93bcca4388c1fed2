package io.magentobluegreen.release.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The changes of the live Service's record. */
class LiveRecordTest {
    private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");
    private static final LiveRecord.Slot A = slot("aaaaaaaaaa", 1);
    private static final LiveRecord.Slot B = slot("bbbbbbbbbb", 2);
    private static final LiveRecord.Adopted LEGACY = new LiveRecord.Adopted(Map.of("app", "legacy"), "8080");

    private static LiveRecord.Slot slot(String revision, int number) {
        return new LiveRecord.Slot(new ReleaseName(revision, number), "image", Colour.BLUE, number, 2);
    }

    @Test
    void beginsWithNothingLive() {
        assertThat(LiveRecord.none().live()).isEmpty();
        assertThat(LiveRecord.none().epoch()).isZero();
        assertThat(LiveRecord.none().servesAdopted()).isFalse();
    }

    @Test
    void remembersWhatWasLive() {
        LiveRecord flipped = LiveRecord.none().flippedTo(A, "", NOW).flippedTo(B, "job", NOW);
        assertThat(flipped.live()).contains(B);
        assertThat(flipped.previous()).contains(A);
        assertThat(flipped.isLive("bbbbbbbbbb")).isTrue();
        assertThat(flipped.isLive("aaaaaaaaaa")).isFalse();
        assertThat(flipped.isPrevious("aaaaaaaaaa")).isTrue();
        assertThat(flipped.isPrevious("bbbbbbbbbb")).isFalse();
        assertThat(flipped.database()).isEqualTo("job");
        assertThat(flipped.cutoverAt()).isEqualTo(NOW);
    }

    /** Whoever slept with an older one gets a conflict. */
    @Test
    void raisesItsEpochByEachIntent() {
        LiveRecord live = LiveRecord.none().flippedTo(A, "", NOW);
        assertThat(live.epoch()).isEqualTo(1);
        Stream.of(
                        live.flippedTo(B, "", NOW),
                        live.nextEpoch(),
                        live.overlapping(B.release(), NOW),
                        live.stayingOnLive(),
                        live.backToAdopted(NOW),
                        live.forgettingAdopted())
                .forEach(next -> assertThat(next.epoch()).isEqualTo(2));
        assertThat(live.sized(5).epoch()).isEqualTo(1);
        assertThat(live.losing(new LiveRecord.Lost(
                                A.release(), new Ending(Outcome.ROLLED_BACK, "LiveDeleted", "gone", NOW, false)))
                        .epoch())
                .isEqualTo(1);
    }

    @Test
    void knowsWhereASwitchUnderWayGoes() {
        LiveRecord both = LiveRecord.none().flippedTo(A, "", NOW).overlapping(B.release(), NOW);
        assertThat(both.isSwitchedTo("bbbbbbbbbb")).isTrue();
        assertThat(both.isSwitchedTo("aaaaaaaaaa")).isFalse();
        assertThat(both.live()).contains(A);
        assertThat(both.stayingOnLive().switching()).isEmpty();
        assertThat(both.flippedTo(B, "", NOW).switching()).isEmpty();
        assertThat(both.nextEpoch().switching()).isPresent();
    }

    @Test
    void keepsWhatWasAdoptedUntilTheSecondRelease() {
        LiveRecord found = LiveRecord.adopting(LEGACY);
        assertThat(found.servesAdopted()).isTrue();
        LiveRecord first = found.flippedTo(A, "", NOW);
        assertThat(first.servesAdopted()).isFalse();
        assertThat(first.adopted()).contains(LEGACY);
        assertThat(first.flippedTo(B, "", NOW).adopted()).isEmpty();
        assertThat(first.forgettingAdopted().adopted()).isEmpty();
        LiveRecord back = first.backToAdopted(NOW);
        assertThat(back.servesAdopted()).isTrue();
        assertThat(back.live()).isEmpty();
    }

    @Test
    void remembersTheSizeOfLive() {
        assertThat(LiveRecord.none()
                        .flippedTo(A, "", NOW)
                        .sized(5)
                        .live()
                        .orElseThrow()
                        .size())
                .isEqualTo(5);
    }
}
