package io.magentobluegreen.release.table;

import static io.magentobluegreen.release.table.Shop.A;
import static io.magentobluegreen.release.table.Shop.B;
import static io.magentobluegreen.release.table.Shop.C;
import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.release.model.Happy;
import io.magentobluegreen.release.model.Operator;
import io.magentobluegreen.release.model.World;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.plan.Plan;
import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.Answer;
import io.magentobluegreen.release.seen.JobView;
import io.magentobluegreen.release.seen.Task;
import io.magentobluegreen.release.seen.Verdict;
import io.magentobluegreen.release.table.StepsTableTest.Case;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the words in the cells of the table of steps mean. */
final class Cells {
    private static final Verdict PASSED = Verdict.passed(Map.of());
    private static final Verdict FAILED = new Verdict(Verdict.Result.FAILED, "Broken", "broken", Map.of());

    private Cells() {}

    private static Optional<Outcome> outcome(World world, String revision) {
        return Shop.find(world, revision).flatMap(SetRecord::outcome);
    }

    private static Set<String> running(World world) {
        return world.jobs().values().stream()
                .filter(job -> !job.finished() && !job.suspended())
                .map(JobView::name)
                .collect(Collectors.toSet());
    }

    private static boolean isAbort(Case at) {
        return at.column().equals("abort");
    }

    /** Nothing new begins and nothing ends; when what held it is over it goes on to its flip. */
    static void held(Case at) {
        World rests = Shop.operated(at.after());
        assertThat(running(rests)).isSubsetOf(running(at.before()));
        assertThat(progress(rests)).isEqualTo(progress(at.before()));
        assertThat(rests.sets().keySet()).isEqualTo(at.before().sets().keySet());
        assertThat(Shop.liveRevision(rests)).isEqualTo(A);
        Plan plan = Operator.in(rests).plan();
        assertThat(plan.message()).matches(".*(Paused|Secret).*");
        assertThat(plan.stall().isPresent()).isEqualTo(at.column().equals("wanted revision unknown"));
        World goesOn = Shop.wanting(Shop.resumed(rests), B);
        Happy.until(
                goesOn,
                world -> Shop.standsAt(world, B, Step.APPROVAL)
                        || Shop.liveRevision(world).equals(B));
    }

    private static Object progress(World world) {
        return Shop.find(world, B)
                .map(record -> java.util.List.of(record.release(), record.step(), record.evidence(), record.ending()))
                .orElse(java.util.List.of());
    }

    static void superseded(Case at) {
        World rests = Shop.operated(at.after());
        boolean neverBegan = Shop.find(at.before(), B).isEmpty();
        assertThat(outcome(rests, B)).isEqualTo(neverBegan ? Optional.empty() : Optional.of(Outcome.SUPERSEDED));
        given(rests);
        boolean newer = at.column().equals("a newer image");
        assertThat(Shop.find(rests, C).isPresent()).isEqualTo(newer);
        assertThat(neverBegan || rests.sets().get(B).replicas() == 0)
                .as("green goes to 0 at once")
                .isTrue();
    }

    /** Given up, and nothing of it is left that could still begin. */
    private static void given(World rests) {
        assertThat(Shop.liveRevision(rests)).isEqualTo(A);
        assertThat(Situations.jobWaits(rests)).isFalse();
        assertThat(Situations.isTouched(rests)).isFalse();
        assertThat(rests.finalizer()).isFalse();
        assertThat(Shop.find(rests, B).flatMap(SetRecord::promoting)).isEmpty();
    }

    static void supersededOrAborted(Case at) {
        if (!isAbort(at)) {
            superseded(at);
            return;
        }
        if (Shop.find(at.before(), B).isEmpty()) {
            return; // no release has a name yet that a command could give
        }
        World rests = Shop.operated(at.after());
        assertThat(outcome(rests, B)).contains(Outcome.ABORTED);
        given(rests);
        assertThat(rests.sets().get(B).replicas()).as("green goes to 0 at once").isZero();
        assertThat(Operator.in(rests).plan().stall()).contains("Aborted");
    }

    /** Nothing is begun, nothing is written but what lets the resource go. */
    static void stops(Case at) {
        World rests = Shop.operated(at.after());
        assertThat(rests.sets()).isEqualTo(at.before().sets());
        assertThat(rests.service()).isEqualTo(at.before().service());
        assertThat(running(rests)).isSubsetOf(running(at.before()));
        assertThat(Situations.jobWaits(rests)).isFalse();
        assertThat(Situations.isTouched(rests)).isFalse();
        assertThat(rests.finalizer()).isFalse();
    }

    static void goesOnToItsVerdict(Case at) {
        upgradeRunsOn(at);
        World ended = Shop.ending(Shop.operated(at.after()), Step.UPGRADE, PASSED);
        assertThat(Shop.record(ended, B).passed(Step.UPGRADE)).isTrue();
        assertThat(running(ended)).singleElement().asString().contains(Step.CLEAN_LIVE.text());
        World failed = Shop.ending(Shop.operated(at.after()), Step.UPGRADE, FAILED);
        assertThat(outcome(failed, B)).contains(Outcome.FAILED);
    }

    private static void upgradeRunsOn(Case at) {
        World rests = Shop.operated(at.after());
        assertThat(running(rests)).isEqualTo(running(at.before()));
        assertThat(rests.sets().keySet()).isEqualTo(at.before().sets().keySet());
        assertThat(outcome(rests, B)).isEmpty();
        assertThat(rests.finalizer()).isTrue();
    }

    /** The verdict is written first, then live is cleaned, then the release is given up. */
    static void afterItsVerdict(Case at) {
        upgradeRunsOn(at);
        World ended = Shop.ending(Shop.operated(at.after()), Step.UPGRADE, PASSED);
        assertThat(Shop.record(ended, B).passed(Step.UPGRADE)).isTrue();
        assertThat(outcome(ended, B)).isEmpty();
        World cleaned = Shop.ending(ended, Step.CLEAN_LIVE, PASSED);
        assertThat(outcome(cleaned, B)).contains(isAbort(at) ? Outcome.ABORTED : Outcome.SUPERSEDED);
        given(cleaned);
    }

    static void finalizerUntilItsEnd(Case at) {
        upgradeRunsOn(at);
        World ended = Shop.ending(Shop.operated(at.after()), Step.UPGRADE, PASSED);
        assertThat(Situations.isTouched(ended)).isFalse();
        assertThat(ended.finalizer()).isFalse();
        assertThat(running(ended)).isEmpty();
    }

    /** Whatever is asked for meanwhile, live's table definitions are cleaned before anything else. */
    static void cleansLiveFirst(Case at) {
        World cleaning = Shop.operated(at.after());
        assertThat(outcome(cleaning, B)).isEmpty();
        assertThat(running(cleaning)).singleElement().asString().contains(Step.CLEAN_LIVE.text());
        World again = Shop.ending(cleaning, Step.CLEAN_LIVE, FAILED);
        assertThat(running(again)).singleElement().asString().contains(Step.CLEAN_LIVE.text());
        World cleaned = Shop.ending(again, Step.CLEAN_LIVE, PASSED);
        assertThat(Situations.isUncleaned(cleaned)).isFalse();
        switch (at.column()) {
            case "abort" -> assertThat(outcome(cleaned, B)).contains(Outcome.ABORTED);
            case "a newer image", "going back" ->
                assertThat(outcome(cleaned, B)).contains(Outcome.SUPERSEDED);
            default -> assertThat(running(cleaned)).isEmpty();
        }
    }

    static void proofGoesOn(Case at) {
        World proven = Shop.answering(Shop.operated(at.after()), Task.Kind.PROVE, Answer.State.PASSED);
        assertThat(Shop.record(proven, B).promoting()).isEmpty();
        assertThat(proven.published()).isEqualTo(B);
        assertThat(running(proven)).singleElement().asString().contains(Step.PURGE.text());
        World unproven = Shop.answering(Shop.operated(at.after()), Task.Kind.PROVE, Answer.State.FAILED);
        assertThat(outcome(unproven, B)).contains(Outcome.ROLLED_BACK);
        assertThat(Shop.liveRevision(unproven)).isEqualTo(A);
    }

    static void afterTheProof(Case at) {
        World asked = Shop.operated(at.after());
        assertThat(Shop.record(asked, B)).isEqualTo(Shop.record(at.before(), B));
        assertThat(Shop.find(asked, C)).isEmpty();
        World proven = Shop.answering(asked, Task.Kind.PROVE, Answer.State.PASSED);
        assertThat(Shop.record(proven, B).promoting()).isEmpty();
        if (at.column().equals("a newer image")) {
            assertThat(Shop.standsAt(proven, B, Step.SOAK)).isTrue();
            assertThat(Shop.find(proven, C)).isEmpty();
        } else {
            assertThat(outcome(proven, B)).contains(Outcome.ROLLED_BACK);
            Happy.until(proven, world -> Shop.liveRevision(world).equals(A));
        }
    }

    static void soakGoesOn(Case at) {
        World passed = Shop.soaked(at.after());
        assertThat(outcome(passed, B)).contains(Outcome.PROMOTED);
        World failing = Shop.answering(Shop.operated(at.after()), Task.Kind.ROUND, Answer.State.FAILED);
        World compared = Shop.answering(failing, "compare", Answer.State.PASSED);
        World worse = Shop.answering(compared, "again", Answer.State.FAILED);
        World back = Happy.until(worse, world -> Shop.liveRevision(world).equals(A));
        assertThat(outcome(back, B)).contains(Outcome.ROLLED_BACK);
    }

    static void waitsForTheEndOfTheSoak(Case at) {
        World soaks = Shop.operated(at.after());
        assertThat(Shop.find(soaks, C)).isEmpty();
        World over = Shop.soaked(soaks);
        assertThat(outcome(over, B)).contains(Outcome.PROMOTED);
        assertThat(Shop.find(over, C)).isPresent();
    }

    static void leavesTheSoakAtOnce(Case at) {
        World left = Shop.operated(at.after());
        assertThat(outcome(left, B)).contains(Outcome.ROLLED_BACK);
        Happy.until(left, world -> Shop.liveRevision(world).equals(A));
    }

    static void retentionIsHeld(Case at) {
        World rests = Shop.operated(Shop.windowOver(at.after()));
        assertThat(rests.sets().get(A)).isEqualTo(at.before().sets().get(A));
        World goesOn = Shop.operated(Shop.wanting(Shop.resumed(rests), B));
        assertThat(goesOn.sets().get(A).replicas()).isZero();
    }

    /** A newer image is being released, and the previous set goes to zero all the same when its time has come. */
    static void retentionGoesOn(Case at) {
        World begun = Shop.operated(at.after());
        assertThat(Shop.find(begun, C)).isPresent();
        World over = Shop.operated(Shop.windowOver(begun));
        assertThat(over.sets().get(A).replicas()).isZero();
    }

    static void neverTouchesTheTarget(Case at) {
        World over = Shop.operated(Shop.windowOver(Shop.operated(at.after())));
        if (isAbort(at)) {
            assertThat(over.sets().get(A).replicas())
                    .as("an abort of what has ended")
                    .isZero();
        } else {
            assertThat(over.sets().get(A).replicas()).isPositive();
            Happy.until(over, world -> Shop.liveRevision(world).equals(A));
        }
    }

    static void doesNothing(Case at) {
        assertThat(Operator.in(at.after()).steps()).isEmpty();
    }

    static void comesToRest(Case at) {
        World rests = Happy.settled(at.after());
        assertThat(rests.sets().get(Shop.liveRevision(rests)).replicas()).isPositive();
    }

    static void goesBackUnlessTheSpecAsked(Case at) {
        boolean bySpec = at.situation().startsWith("spec's");
        if (bySpec) {
            World rests = Shop.operated(at.after());
            assertThat(Shop.liveRevision(rests)).isEqualTo(B);
            assertThat(Shop.record(rests, A)).isEqualTo(Shop.record(at.before(), A));
            Happy.until(
                    Shop.wanting(Shop.resumed(rests), A),
                    world -> Shop.liveRevision(world).equals(A));
        } else {
            Happy.until(at.after(), world -> Shop.liveRevision(world).equals(A));
        }
    }

    static void afterGoingBack(Case at) {
        World back = Happy.until(at.after(), world -> Shop.liveRevision(world).equals(A));
        assertThat(Shop.find(back, C)).isEmpty();
        Happy.until(back, world -> Shop.find(world, C).isPresent());
    }

    /** The selector is put back by the next turn, unless the resource terminates. */
    static void guards(World world) {
        World wiped = Shop.change(
                world,
                builder -> builder.service(world.service().map(service -> new World.Svc(service.record(), "wiped"))));
        World restored = Shop.operated(wiped);
        String selects = restored.service().orElseThrow().selects();
        assertThat(selects).isEqualTo(world.terminating() ? "wiped" : Shop.liveRevision(restored));
        Action first = world.terminating() ? null : Operator.in(wiped).guard().get(0);
        assertThat(first == null || first instanceof Action.RestoreSelector).isTrue();
    }
}
