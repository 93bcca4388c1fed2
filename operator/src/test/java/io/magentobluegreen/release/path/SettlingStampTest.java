package io.magentobluegreen.release.path;

import static io.magentobluegreen.release.table.Shop.A;
import static io.magentobluegreen.release.table.Shop.B;
import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.release.ReleasePlanner;
import io.magentobluegreen.release.gate.Deadlines;
import io.magentobluegreen.release.model.World;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.plan.Plan;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.table.Shop;
import io.magentobluegreen.release.want.Release;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The write of a stamp makes the pods unknown for a moment; a flip is not given up for that. */
class SettlingStampTest {
    private static final Instant STAMPED = World.NOW.plusSeconds(60);

    private final World unready = unready(Shop.releasing(Step.FLIP));

    @Test
    void waitsForPodsThatAFreshStampMadeUnknown() {
        // When
        Plan plan = after(unready.want(), Deadlines.SETTLE.minusMillis(1));
        // Then
        assertThat(plan.message()).contains(B).contains("to be seen available");
        assertThat(plan.actions()).noneMatch(Action.WriteLive.class::isInstance);
        assertThat(plan.wake()).contains(Deadlines.GLANCE);
    }

    @Test
    void givesTheFlipUpWhenTheyStayAway() {
        // When
        Plan plan = after(unready.want(), Deadlines.SETTLE);
        // Then
        givesUp(plan);
    }

    @Test
    void givesAFlipUpAtOnceThatNobodyAsksFor() {
        // When
        Plan plan = after(Shop.wanting(unready, A).want(), Duration.ZERO);
        // Then
        givesUp(plan);
    }

    @Test
    void givesAFlipUpAtOnceToASetThatIsTooSmall() {
        // Given
        World.Dep live = unready.sets().get(A);
        World grown = Shop.change(unready, builder -> builder.set(A, new World.Dep(live.record(), 5, 5)));
        // When
        Plan plan = ReleasePlanner.decide(grown.want(), stamped(grown).seen(), STAMPED);
        // Then
        givesUp(plan);
    }

    private static void givesUp(Plan plan) {
        assertThat(plan.actions().get(0)).isInstanceOf(Action.WriteLive.class);
        assertThat(plan.actions().get(1))
                .isInstanceOfSatisfying(
                        Action.WriteRecord.class,
                        write -> assertThat(write.record().promoting()).isEmpty());
    }

    private Plan after(Release want, Duration since) {
        return ReleasePlanner.decide(want, stamped(unready).seen(), STAMPED.plus(since));
    }

    /** As it is written: the model itself knows no time of a stamp. */
    private static World stamped(World world) {
        World.Dep set = world.sets().get(B);
        World.Dep fresh = new World.Dep(
                set.record().map(record -> record.stamped(Optional.of(STAMPED))), set.replicas(), set.ready());
        return Shop.change(world, builder -> builder.sets.put(B, fresh));
    }

    private static World unready(World world) {
        World.Dep set = world.sets().get(B);
        return Shop.change(world, builder -> builder.sets.put(B, new World.Dep(set.record(), set.replicas(), 1)));
    }
}
