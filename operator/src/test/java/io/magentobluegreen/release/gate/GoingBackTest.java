package io.magentobluegreen.release.gate;

import static io.magentobluegreen.release.table.Shop.A;
import static io.magentobluegreen.release.table.Shop.B;
import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.release.ledger.Ledger;
import io.magentobluegreen.release.model.Spec;
import io.magentobluegreen.release.model.World;
import io.magentobluegreen.release.record.Colour;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.record.ReleaseName;
import io.magentobluegreen.release.seen.SetView;
import io.magentobluegreen.release.table.Shop;
import io.magentobluegreen.release.want.Commands;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What may be gone back to without a person, and what a command has to name. */
class GoingBackTest {
    private static final World LIVE = Shop.live(Spec.PLAIN, A, B);
    private static final LiveRecord RECORD = Shop.liveRecord(LIVE);
    private static final Optional<SetView> PREVIOUS = LIVE.seen().set(A);
    private static final Ledger LEDGER = LIVE.ledger().orElseThrow();
    private static final LiveRecord FROM_ADOPTED = LiveRecord.adopting(
                    new LiveRecord.Adopted(Map.of("app", "legacy"), "8080"))
            .flippedTo(new LiveRecord.Slot(new ReleaseName(A, 1), "A", Colour.BLUE, 1, 2), "uid", World.NOW);

    @Test
    void needsASetThatMayServe() {
        assertThat(GoingBack.permitted(RECORD, PREVIOUS, Optional.of(LEDGER))).isTrue();
        assertThat(GoingBack.permitted(RECORD, Optional.empty(), Optional.of(LEDGER)))
                .isFalse();
        World failed = Shop.change(
                LIVE,
                builder -> builder.record(
                        A, Shop.record(LIVE, A).end(Outcome.FAILED, "VerificationFailed", "", World.NOW)));
        assertThat(GoingBack.permitted(RECORD, failed.seen().set(A), Optional.of(LEDGER)))
                .isFalse();
    }

    @Test
    void needsALedgerThatSaysThatNobodyTouchedTheDatabaseSince() {
        assertThat(GoingBack.permitted(RECORD, PREVIOUS, Optional.empty())).isFalse();
        Ledger other = LEDGER.touched("C", "cccccccccc-3", "another Job");
        assertThat(GoingBack.permitted(RECORD, PREVIOUS, Optional.of(other))).isFalse();
        Ledger own = LEDGER.touched("B", B + "-3", "another Job");
        assertThat(GoingBack.permitted(RECORD, PREVIOUS, Optional.of(own)))
                .as("by live's own image")
                .isTrue();
        assertThat(GoingBack.permitted(RECORD, PREVIOUS, Optional.of(Ledger.empty())))
                .isTrue();
    }

    @Test
    void goesToWhatWasAdoptedOnlyWhileNothingTouchedTheDatabaseAtAll() {
        Ledger same = Ledger.empty().touched("A", A + "-1", "uid").succeeded("uid", "A", "digest");
        assertThat(GoingBack.toAdopted(FROM_ADOPTED, Optional.of(same))).isTrue();
        assertThat(GoingBack.toAdopted(FROM_ADOPTED, Optional.of(Ledger.empty())))
                .isTrue();
        assertThat(GoingBack.toAdopted(FROM_ADOPTED, Optional.empty())).isFalse();
        Ledger own = same.touched("A", A + "-2", "later").succeeded("later", "A", "digest");
        assertThat(GoingBack.toAdopted(FROM_ADOPTED, Optional.of(own)))
                .as("also by live's own image")
                .isFalse();
        Ledger open = Ledger.empty().touched("A", A + "-1", "uid");
        assertThat(GoingBack.toAdopted(FROM_ADOPTED, Optional.of(open)))
                .as("an upgrade may still run")
                .isFalse();
    }

    @Test
    void goesToNothingThatWasNotAdopted() {
        assertThat(GoingBack.toAdopted(RECORD, Optional.of(Ledger.empty()))).isFalse();
        assertThat(GoingBack.toAdopted(FROM_ADOPTED.backToAdopted(World.NOW), Optional.of(Ledger.empty())))
                .isFalse();
    }

    @Test
    void takesARetryThatNamesAnAttemptOfTheWantedRevisionThatHasNotBeen() {
        assertThat(retries(B + "-3", 2)).isTrue();
        assertThat(retries(A + "-3", 2)).as("another revision").isFalse();
        assertThat(retries(B + "-2", 2)).as("it has been").isFalse();
        assertThat(retries(B + "-4", 2)).as("a number that is not next").isFalse();
        assertThat(retries("nonsense", 2)).isFalse();
    }

    private static boolean retries(String named, int last) {
        return Intents.retries(turn(Shop.retry(named)), last);
    }

    @Test
    void takesOnlyTheNextNumberForASetWhoseRecordIsLost() {
        assertThat(Intents.retriesLost(turn(Shop.retry(B + "-3")))).isTrue();
        assertThat(Intents.retriesLost(turn(Shop.retry(A + "-3")))).isFalse();
        assertThat(Intents.retriesLost(turn(Shop.retry(B + "-2")))).isFalse();
    }

    private static Turn turn(Commands commands) {
        World world = Shop.commanding(LIVE, commands);
        return new Turn(world.want(), world.seen(), World.NOW);
    }
}
