package io.magentobluegreen.release.gate;

import static io.magentobluegreen.release.table.Shop.A;
import static io.magentobluegreen.release.table.Shop.B;
import static io.magentobluegreen.release.table.Shop.C;
import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.release.model.Builder;
import io.magentobluegreen.release.model.Spec;
import io.magentobluegreen.release.model.World;
import io.magentobluegreen.release.record.Colour;
import io.magentobluegreen.release.record.JobRef;
import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.record.ReleaseName;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.release.seen.JobView;
import io.magentobluegreen.release.seen.SetView;
import io.magentobluegreen.release.table.Shop;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The questions that every gate asks of what is seen. */
class TurnTest {
    private static final World LIVE = Shop.live(Spec.PLAIN, A, B);

    private static Turn of(World world) {
        return new Turn(world.want(), world.seen(), World.NOW);
    }

    private static Turn after(World world, Consumer<Builder> change) {
        return of(Shop.change(world, change));
    }

    private static SetRecord begun(String revision, int number) {
        return SetRecord.begin(new ReleaseName(revision, number), revision, Colour.GREEN, 2, World.NOW);
    }

    private static Consumer<Builder> having(String revision, SetRecord record) {
        return builder -> builder.sets.put(revision, new World.Dep(Optional.of(record), 2, 2));
    }

    private static Optional<String> revision(Optional<SetView> set) {
        return set.map(SetView::revision);
    }

    @Test
    void knowsTheSizeOfLiveAlsoWhereItsSetIsGone() {
        assertThat(of(LIVE).liveSize()).isEqualTo(2);
        assertThat(after(LIVE, builder -> builder.set(B, new World.Dep(Shop.find(LIVE, B), 5, 5)))
                        .liveSize())
                .isEqualTo(5);
        assertThat(after(LIVE, builder -> builder.sets.remove(B)).liveSize()).isEqualTo(2);
        assertThat(of(Shop.empty(Spec.PLAIN)).liveSize()).isZero();
    }

    @Test
    void takesTheNewestReleaseThatGoesOn() {
        Consumer<Builder> two = having(C, begun(C, 4)).andThen(having(A, begun(A, 3)));
        assertThat(revision(after(LIVE, two).attempt())).contains(C);
        Consumer<Builder> other = having(C, begun(C, 3)).andThen(having(A, begun(A, 4)));
        assertThat(revision(after(LIVE, other).attempt())).contains(A);
        assertThat(of(LIVE).attempt()).isEmpty();
        SetRecord soaks = Shop.record(LIVE, B).again(new ReleaseName(B, 9), Step.SOAK, World.NOW);
        assertThat(after(LIVE, having(B, soaks)).attempt()).as("live is none").isEmpty();
    }

    @Test
    void takesTheNewestSetThatIsGoneBackTo() {
        Consumer<Builder> two = having(C, back(C, 4)).andThen(having(A, back(A, 3)));
        assertThat(revision(after(LIVE, two).backTarget())).contains(C);
        Consumer<Builder> other = having(C, back(C, 3)).andThen(having(A, back(A, 4)));
        assertThat(revision(after(LIVE, other).backTarget())).contains(A);
        assertThat(after(LIVE, having(B, back(B, 5))).backTarget())
                .as("live is none")
                .isEmpty();
        assertThat(of(LIVE).backTarget()).isEmpty();
    }

    private static SetRecord back(String revision, int number) {
        return begun(revision, 1)
                .promoted(1, World.NOW)
                .end(Outcome.PROMOTED, "Promoted", "", World.NOW)
                .goingBack(new ReleaseName(revision, number), World.NOW);
    }

    @Test
    void countsPromotionsOfSetsAndOfTheService() {
        assertThat(of(LIVE).promotions()).isEqualTo(2);
        assertThat(after(LIVE, builder -> builder.sets.clear()).promotions()).isEqualTo(2);
        assertThat(after(LIVE, having(C, begun(C, 3).promoted(7, World.NOW))).promotions())
                .isEqualTo(7);
        assertThat(of(Shop.empty(Spec.PLAIN)).promotions()).isZero();
    }

    @Test
    void takesNoOtherJobForTheOneOnRecord() {
        World with = Shop.change(LIVE, builder -> builder.job(job("job-1", B + "-2", Step.CLEAN, 1)));
        assertThat(of(with).job(new JobRef(1, "job-1", "uid of job-1"))).isPresent();
        assertThat(of(with).job(new JobRef(1, "job-1", "another uid"))).isEmpty();
        assertThat(of(with).job(new JobRef(1, "job-2", "uid of job-1"))).isEmpty();
    }

    private static JobView job(String name, String release, Step step, int attempt) {
        return new JobView(
                name,
                "uid of " + name,
                release,
                step,
                attempt,
                "B",
                "",
                false,
                false,
                Optional.empty(),
                Optional.empty(),
                true);
    }

    @Test
    void givesAJobTheNextNumberOrThatOfOneWhichIsNotOnRecordYet() {
        SetRecord record = begun(C, 3);
        assertThat(of(LIVE).nextAttempt(record, Step.CLEAN)).isEqualTo(1);
        SetRecord tried = record.withJob(Step.CLEAN, new JobRef(2, "job", "uid"));
        assertThat(of(LIVE).nextAttempt(tried, Step.CLEAN)).isEqualTo(3);
        assertThat(with(job("made", C + "-3", Step.CLEAN, 5)).nextAttempt(tried, Step.CLEAN))
                .isEqualTo(5);
        assertThat(with(job("recorded", C + "-3", Step.CLEAN, 2)).nextAttempt(tried, Step.CLEAN))
                .isEqualTo(3);
        assertThat(with(job("of another release", B + "-2", Step.CLEAN, 5)).nextAttempt(tried, Step.CLEAN))
                .isEqualTo(3);
        assertThat(with(job("of another step", C + "-3", Step.VERIFY, 5)).nextAttempt(tried, Step.CLEAN))
                .isEqualTo(3);
    }

    private static Turn with(JobView job) {
        return after(LIVE, builder -> builder.jobs.put(job.name(), job));
    }

    @Test
    void countsNoTimeBeforeItBeganToLook() {
        Instant now = World.NOW.plusSeconds(60);
        Turn looking = new Turn(LIVE.want(), Shop.change(LIVE, Builder::restart).seen(), now);
        assertThat(looking.overdue(World.LONG_AGO, Duration.ofSeconds(61))).isFalse();
        assertThat(looking.overdue(World.LONG_AGO, Duration.ofSeconds(60))).isTrue();
        assertThat(looking.overdue(now.minusSeconds(5), Duration.ofSeconds(6))).isFalse();
        assertThat(looking.until(World.LONG_AGO, Duration.ofSeconds(61))).isEqualTo(Duration.ofSeconds(1));
        assertThat(looking.until(World.LONG_AGO, Duration.ofSeconds(60))).isEqualTo(Duration.ofMillis(1));
        assertThat(looking.until(World.LONG_AGO, Duration.ofSeconds(1))).isEqualTo(Duration.ofMillis(1));
    }
}
