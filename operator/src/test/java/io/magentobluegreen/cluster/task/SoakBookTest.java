package io.magentobluegreen.cluster.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.cluster.StoreKey;
import io.magentobluegreen.release.record.Colour;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.ReleaseName;
import io.magentobluegreen.release.seen.Answer;
import io.magentobluegreen.release.seen.SoakProgress;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SoakBookTest {
    private static final StoreKey SHOP = new StoreKey("shops", "shop");
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final LiveRecord LIVE = live(7, NOON);

    private final SoakBook book = new SoakBook();

    @Test
    void beginsWithTheFirstRound() {
        assertThat(book.progress(SHOP, Optional.of(LIVE))).isEqualTo(SoakProgress.NONE);

        round(LIVE, 5, true);

        assertThat(book.progress(SHOP, Optional.of(LIVE))).isEqualTo(new SoakProgress(at(5), at(5), 0, "", ""));
    }

    @Test
    void countsFailuresInARow() {
        round(LIVE, 5, true);
        round(LIVE, 10, false);
        round(LIVE, 15, false);

        assertThat(book.progress(SHOP, Optional.of(LIVE)))
                .isEqualTo(new SoakProgress(at(5), at(15), 2, "GET /", "it answered 500"));

        round(LIVE, 20, true);

        assertThat(book.progress(SHOP, Optional.of(LIVE)).failures()).isZero();
    }

    @Test
    void tellsACheckThatGoesOnFailingAsItBegan() {
        failed(5, "GET /", "answered 500 after 0.1 s");
        failed(10, "GET /", "answered 500 after 2.7 s");

        assertThat(book.progress(SHOP, Optional.of(LIVE)))
                .isEqualTo(new SoakProgress(at(5), at(10), 2, "GET /", "answered 500 after 0.1 s"));

        failed(15, "GET /cart", "answered 503 after 0.1 s");

        assertThat(book.progress(SHOP, Optional.of(LIVE)).message()).isEqualTo("answered 503 after 0.1 s");
    }

    @Test
    void beginsAnewWithEveryFlip() {
        round(LIVE, 5, false);
        LiveRecord back = live(7, at(60));

        assertThat(book.progress(SHOP, Optional.of(back))).isEqualTo(SoakProgress.NONE);
        round(back, 65, true);
        assertThat(book.progress(SHOP, Optional.of(back)).since()).isEqualTo(at(65));
    }

    @Test
    void goesOnWhenOnlyTheEpochRises() {
        round(LIVE, 5, true);

        assertThat(book.progress(SHOP, Optional.of(LIVE.nextEpoch())).since()).isEqualTo(at(5));
    }

    @Test
    void beginsAnewAfterNobodyWatched() {
        round(LIVE, 5, true);
        round(LIVE, 306, true);

        assertThat(book.progress(SHOP, Optional.of(LIVE)).since()).isEqualTo(at(306));
    }

    private void round(LiveRecord live, int second, boolean passed) {
        Answer.State state = passed ? Answer.State.PASSED : Answer.State.FAILED;
        book.add(
                SHOP,
                SoakBook.watched(live),
                new Answer(state, at(second), passed ? "" : "GET /", passed ? "" : "it answered 500", Map.of()));
    }

    private void failed(int second, String check, String message) {
        book.add(SHOP, SoakBook.watched(LIVE), new Answer(Answer.State.FAILED, at(second), check, message, Map.of()));
    }

    private static Instant at(int second) {
        return NOON.plusSeconds(second);
    }

    private static LiveRecord live(int number, Instant cutover) {
        return LiveRecord.none()
                .flippedTo(
                        new LiveRecord.Slot(new ReleaseName("0123456789", number), "shop/php:1", Colour.BLUE, 1, 2),
                        "",
                        cutover);
    }
}
