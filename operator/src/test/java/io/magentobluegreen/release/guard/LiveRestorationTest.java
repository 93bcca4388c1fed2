package io.magentobluegreen.release.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.release.ReleasePlanner;
import io.magentobluegreen.release.model.Builder;
import io.magentobluegreen.release.model.Happy;
import io.magentobluegreen.release.model.Program;
import io.magentobluegreen.release.model.Spec;
import io.magentobluegreen.release.model.World;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.plan.Plan;
import io.magentobluegreen.release.record.Colour;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.record.ReleaseName;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.seen.GuardView;
import io.magentobluegreen.release.seen.ServiceView;
import io.magentobluegreen.release.seen.SetView;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which record a Service gets that was deleted, or stripped of it. */
class LiveRestorationTest {
    private static final Instant CUTOVER = Instant.parse("2026-01-05T10:00:00Z");
    private static final String BLUE = "a1b2c3d4e5";
    private static final String GREEN = "f6a7b8c9d0";

    @Test
    void takesTheRecordThatWasSeenLast() {
        LiveRecord seen = record(slot(GREEN, 2), Optional.of(slot(BLUE, 1)), 7);
        Map<String, SetView> sets = Map.of(BLUE, set(BLUE, 1), GREEN, set(GREEN, 0));
        assertThat(LiveRestoration.of(Optional.of(seen), sets)).contains(seen);
    }

    @Test
    void takesTheStampsOfASetThatWasPromotedSince() {
        LiveRecord seen = record(slot(BLUE, 1), Optional.empty(), 7);
        Map<String, SetView> sets = Map.of(BLUE, set(BLUE, 1), GREEN, set(GREEN, 2));
        Optional<LiveRecord> restored = LiveRestoration.of(Optional.of(seen), sets);
        assertThat(restored.orElseThrow().live()).contains(slot(GREEN, 2));
        assertThat(restored.get().previous()).contains(slot(BLUE, 1));
    }

    @Test
    void takesTheStampsWhereNothingWasSeen() {
        Optional<LiveRecord> restored = LiveRestoration.of(Optional.empty(), Map.of(BLUE, set(BLUE, 1)));
        assertThat(restored.orElseThrow().live()).contains(slot(BLUE, 1));
        assertThat(restored.get().epoch()).isGreaterThanOrEqualTo(1_000_000L);
    }

    @Test
    void takesTheSetThatWasPromotedLastAndTheOneBeforeItWhateverTheirNames() {
        Map<String, SetView> sets =
                Map.of(BLUE, set(BLUE, 2), GREEN, set(GREEN, 3), "0000000000", set("0000000000", 1));
        LiveRecord restored = LiveRestoration.of(Optional.empty(), sets).orElseThrow();
        assertThat(restored.live()).contains(slot(GREEN, 3));
        assertThat(restored.previous()).contains(slot(BLUE, 2));
        assertThat(restored.epoch()).isEqualTo(3_000_000L);
    }

    @Test
    void selectsAgainWhatWasAdoptedAndIsServedByNoSetOfOurs() {
        LiveRecord adopted = LiveRecord.adopting(new LiveRecord.Adopted(Map.of("app", "legacy"), "8080"));
        assertThat(LiveRestoration.of(Optional.of(adopted), Map.of(BLUE, set(BLUE, 0))))
                .contains(adopted);
        assertThat(LiveRestoration.of(Optional.of(adopted), Map.of(BLUE, left(BLUE, Outcome.ROLLED_BACK))))
                .contains(adopted);
        assertThat(LiveRestoration.of(Optional.of(adopted), Map.of(BLUE, left(BLUE, Outcome.PROMOTED)))
                        .orElseThrow()
                        .live())
                .as("a set of ours was promoted since")
                .contains(slot(BLUE, 1));
    }

    @Test
    void remembersASetThatIsLeftAndWasNeverProven() {
        LiveRecord seen = record(slot(GREEN, 1), Optional.empty(), 7);
        assertThat(LiveRestoration.of(Optional.of(seen), Map.of(GREEN, left(GREEN, Outcome.ROLLED_BACK))))
                .contains(seen);
    }

    @Test
    void givesAStrippedServiceBackWhatWasAdoptedWhereNoSetOfOursServes() {
        LiveRecord adopted = LiveRecord.adopting(new LiveRecord.Adopted(Map.of("app", "legacy"), "8080"));
        GuardView view = new GuardView(
                Optional.of(new ServiceView(Optional.empty(), false)),
                Optional.of(adopted),
                true,
                Map.of(BLUE, left(BLUE, Outcome.ROLLED_BACK)),
                Optional.empty(),
                null,
                Duration.ofHours(1),
                true);
        assertThat(GuardPlanner.decide(view, CUTOVER).actions())
                .containsExactly(new Action.WriteLive(adopted), new Action.RestoreSelector(adopted));
    }

    private static SetView left(String revision, Outcome outcome) {
        SetRecord record = set(revision, 1).record().orElseThrow().end(outcome, "Reason", "message", CUTOVER);
        return new SetView(revision, Optional.of(record), 2, true, 2, "hash", true, "", true);
    }

    @Test
    void takesNothingWhereNoSetWasEverLive() {
        assertThat(LiveRestoration.of(Optional.of(LiveRecord.none()), Map.of(BLUE, set(BLUE, 0))))
                .isEmpty();
    }

    @Test
    void isWhatTheGuardMakesTheServiceAnewWith() {
        LiveRecord seen = record(slot(BLUE, 1), Optional.empty(), 7);
        GuardView view = new GuardView(
                Optional.empty(),
                Optional.of(seen),
                true,
                Map.of(BLUE, set(BLUE, 1)),
                Optional.empty(),
                null,
                Duration.ofHours(1),
                true);
        assertThat(GuardPlanner.decide(view, CUTOVER).actions()).containsExactly(new Action.RecreateService(seen));
    }

    /** Guard and planner see the deletion at the same time; whoever is first must not make another record of it. */
    @Test
    void isWhatThePlannerMakesTheServiceAnewWith() {
        World start =
                World.start(new World.Knobs(Map.of(BLUE, "A"), Map.of("A", 1), Spec.PLAIN, Program.OURS), BLUE, 0);
        World live = Happy.live(start, BLUE);
        LiveRecord seen = live.seen().live().orElseThrow();
        Builder deleted = live.with();
        deleted.service(Optional.empty());
        World without = deleted.build();
        Plan plan = ReleasePlanner.decide(without.want(), without.seen(), World.NOW);
        assertThat(plan.actions()).containsExactly(new Action.RecreateService(seen));
    }

    private static LiveRecord record(LiveRecord.Slot live, Optional<LiveRecord.Slot> previous, long epoch) {
        return new LiveRecord(Optional.of(live), previous, CUTOVER, epoch, "", Optional.empty());
    }

    private static LiveRecord.Slot slot(String revision, int promotions) {
        return new LiveRecord.Slot(new ReleaseName(revision, 1), "shop/php", Colour.BLUE, promotions, 2);
    }

    private static SetView set(String revision, int promotions) {
        SetRecord begun = SetRecord.begin(new ReleaseName(revision, 1), "shop/php", Colour.BLUE, 2, CUTOVER);
        SetRecord record = promotions == 0 ? begun : begun.promoted(promotions, CUTOVER);
        return new SetView(revision, Optional.of(record), 2, true, 2, "hash", true, "", true);
    }
}
