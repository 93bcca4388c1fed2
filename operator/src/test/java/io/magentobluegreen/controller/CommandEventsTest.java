package io.magentobluegreen.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.record.Phase;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.want.Commands;
import io.magentobluegreen.release.want.Problem;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A command that names nothing current is answered once, and one that acts is never talked about. */
class CommandEventsTest {
    private final PlayedStore store = new PlayedStore();

    @Test
    void saysWhatTheApprovalWouldHaveToName() {
        store.until(Phase.LIVE);
        store.manual = true;
        store.release("2").until(Phase.AWAITING_APPROVAL);
        news();

        store.approve("0123456789-7");

        assertThat(news())
                .singleElement()
                .isEqualTo(new Action.Announce(
                        true,
                        "CommandIgnored",
                        "magento-bluegreen.io/approve=0123456789-7 names nothing current: the release to approve is "
                                + store.status.target().release()));
    }

    @Test
    void saysItOnceForEachValue() {
        store.until(Phase.LIVE);
        store.abort("one");
        assertThat(news()).hasSize(1);

        assertThat(news()).isEmpty();
        store.abort("two");
        assertThat(news()).hasSize(1);
    }

    @Test
    void staysSilentAboutAnApprovalFromItsComingToLongAfter() {
        store.until(Phase.LIVE);
        store.manual = true;
        store.release("2").until(Phase.AWAITING_APPROVAL);
        news();
        store.approve(store.status.target().release());
        assertThat(news()).isEmpty();

        store.until(Phase.LIVE).release("3").until(Phase.AWAITING_APPROVAL);

        assertThat(news()).isEmpty();
    }

    @Test
    void staysSilentAboutAnApprovalThatActedBeforeItWasSeen() {
        store.until(Phase.LIVE);
        store.manual = true;
        store.release("2").until(Phase.AWAITING_APPROVAL);
        news();

        store.approve(store.status.target().release()).until(Phase.SOAKING);

        assertThat(news()).isEmpty();
    }

    @Test
    void staysSilentAboutAnAbortThatActedBeforeItWasSeen() {
        store.until(Phase.LIVE).release("2").until(Phase.STARTING);
        news();

        store.abort(store.status.target().release()).until(Phase.ABORTED);

        assertThat(news()).isEmpty();
    }

    @Test
    void staysSilentAboutAnAbortOfASoakThatActedBeforeItWasSeen() {
        store.until(Phase.LIVE).release("2").until(Phase.SOAKING);
        news();

        store.abort(store.status.live().release()).until(Phase.ROLLED_BACK);

        assertThat(news()).isEmpty();
    }

    @Test
    void staysSilentAboutARollbackThatActedBeforeItWasSeen() {
        store.until(Phase.LIVE).release("2").until(Phase.LIVE);
        news();

        store.rollBack(store.status.live().release()).until(Phase.ROLLED_BACK);

        assertThat(news()).isEmpty();
    }

    @Test
    void saysThatThereIsNothingToGoBackTo() {
        store.until(Phase.LIVE);
        news();

        store.rollBack(store.status.live().release());

        assertThat(news())
                .extracting(Action.Announce::message)
                .singleElement()
                .asString()
                .contains("no release before");
    }

    @Test
    void staysSilentAboutARetryThatActs() {
        failed();

        store.retry(store.status.target().next());
        assertThat(news()).isEmpty();
        store.until(Phase.STARTING);

        assertThat(news()).isEmpty();
    }

    @Test
    void staysSilentAboutARetryThatActedBeforeItWasSeen() {
        failed();

        store.retry(store.status.target().next()).until(Phase.STARTING);

        assertThat(news()).isEmpty();
    }

    @Test
    void namesTheNextAttemptWhenTheRetryIsOld() {
        failed();

        store.retry(store.status.live().release());

        assertThat(news())
                .extracting(Action.Announce::message)
                .singleElement()
                .asString()
                .endsWith("the next attempt is " + store.status.target().next());
    }

    @Test
    void saysThatNothingWaitsForARetry() {
        store.until(Phase.LIVE);
        news();

        store.retry(store.status.target().next());

        assertThat(news())
                .extracting(Action.Announce::message)
                .singleElement()
                .asString()
                .endsWith("waits for a retry");
    }

    @Test
    void remembersInTheStatusWhatItSaid() {
        store.until(Phase.LIVE);

        store.abort("  nonsense\u0007\n" + "x".repeat(300)).reconcile();

        assertThat(store.readBack().commands().abort())
                .startsWith("nonsense  x")
                .hasSize(81)
                .endsWith("…");
        assertThat(news()).hasSize(1);
        assertThat(news()).isEmpty();
    }

    @Test
    void saysThatARetryIsTooHighToBeTheNextAttempt() {
        failed();

        store.retry(PlayedStore.revision(store.image) + "-99");

        assertThat(news()).hasSize(1);
    }

    @Test
    void judgesARetryOnlyWhenItIsKnownWhatIsAskedFor() {
        store.problem = Optional.of(new Problem("EnvSecretMissing", "The Secret shop-env does not exist"));
        store.until(Phase.PENDING).retry("nonsense");
        assertThat(news()).isEmpty();
        store.problem = Optional.empty();

        store.until(Phase.LIVE);

        assertThat(news()).hasSize(1);
    }

    @Test
    void judgesAgainWhatWasRemovedAndComesAgain() {
        store.until(Phase.LIVE);
        store.abort("nonsense");
        news();
        store.commands = Commands.NONE;
        news();

        store.abort("nonsense");

        assertThat(news()).hasSize(1);
    }

    @Test
    void judgesNothingBeforeTheLedgerIsThere() {
        store.paused = true;
        store.abort("nonsense");
        assertThat(news()).isEmpty();
        store.paused = false;

        store.reconcile();

        assertThat(news()).hasSize(1);
    }

    @Test
    void saysWhatARollbackHasToNameAfterOneThatFailed() {
        rollbackFailed();

        store.rollBack(store.status.live().release());

        assertThat(news())
                .extracting(Action.Announce::message)
                .singleElement()
                .asString()
                .endsWith("it has to name " + again());
    }

    @Test
    void staysSilentAboutTheRollbackAfterOneThatFailed() {
        rollbackFailed();
        store.rollBack(again());
        assertThat(news()).isEmpty();
        store.until(Phase.ROLLED_BACK);
        assertThat(news()).isEmpty();
    }

    @Test
    void staysSilentAboutTheRollbackAfterOneThatFailedThatActedBeforeItWasSeen() {
        rollbackFailed();
        store.rollBack(again()).until(Phase.ROLLED_BACK);
        assertThat(news()).isEmpty();
    }

    @Test
    void saysThatALaterNumberNamesNothing() {
        rollbackFailed();
        store.rollBack(store.status.live().release().replaceAll("-.*", "-99"));
        assertThat(news())
                .extracting(Action.Announce::message)
                .singleElement()
                .asString()
                .endsWith("it has to name " + again());
    }

    private String again() {
        return store.status.live().release() + "/" + store.status.target().next();
    }

    private void rollbackFailed() {
        store.until(Phase.LIVE).release("2").until(Phase.LIVE);
        store.goingBackFailed();
        news();
    }

    private void failed() {
        store.until(Phase.LIVE);
        store.upgradeDue = true;
        store.failingSteps.add(Step.UPGRADE);
        store.release("2").until(Phase.FAILED);
        news();
    }

    private List<Action.Announce> news() {
        store.reconcile();
        List<Action.Announce> news = store.announced.stream()
                .filter(event -> event.reason().equals("CommandIgnored"))
                .toList();
        store.announced.clear();
        return news;
    }
}
