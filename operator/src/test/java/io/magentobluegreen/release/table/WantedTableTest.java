package io.magentobluegreen.release.table;

import static io.magentobluegreen.release.table.Shop.A;
import static io.magentobluegreen.release.table.Shop.B;
import static io.magentobluegreen.release.table.Shop.C;
import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.release.model.Happy;
import io.magentobluegreen.release.model.Operator;
import io.magentobluegreen.release.model.Spec;
import io.magentobluegreen.release.model.World;
import io.magentobluegreen.release.plan.Plan;
import io.magentobluegreen.release.record.Ending;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What happens to the set that the spec asks for, the first row that fits: the table as it is written on the page. */
class WantedTableTest {
    private static final String TABLE = """
            is live and `RolledBack` | step R, before anything else
            is live, before step 14 | its release goes on: proof, 12, 13
            is live | nothing
            has no outcome | its release goes on
            none, or `Superseded` | a new attempt by itself: steps 0 to 14
            `Promoted`, not live | step R, then 12 and 14: no preflight, upgrade, approval, warm-up or rolling-back soak; its checks run on every pod
            `Failed`, `Aborted`, `RolledBack`, `RollbackFailed` | waits for `retry`; once it is `left` (the spec has asked for another revision since), a new attempt by itself
            has lost its record | `RecordLost`, Stalled; only `retry` uses it
            """;

    static Stream<String> rows() {
        return TABLE.lines();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void decidesAsThePageSays(String line) {
        String row = line.split(" \\| ")[0];
        Cases cases = new Cases();
        situations(row)
                .forEach((name, world) -> cases.add(name, () -> meaning(row).accept(world)));
        cases.hold();
    }

    private static Map<String, World> situations(String row) {
        Map<String, World> all = new LinkedHashMap<>();
        switch (row) {
            case "is live and `RolledBack`" -> {
                all.put("a soak failed", rolledBack(Situations.proven(), "SoakFailed"));
                all.put("asked for by a command", rolledBack(Situations.proven(), "RollbackRequested"));
                all.put("its copies are not published", rolledBack(unpublished(), "SoakFailed"));
            }
            case "is live, before step 14" -> {
                all.putAll(Situations.of("flip written"));
                all.putAll(Situations.of("13 soak"));
            }
            case "is live" -> {
                all.put("its window open", Shop.live(Spec.WHOLE, A, B));
                all.put("its window over", Happy.settled(Shop.live(Spec.WHOLE, A, B)));
                all.put("the first of all", Shop.live(Spec.WHOLE, A));
            }
            case "has no outcome" -> {
                all.putAll(begun(Situations.of("steps 0–5, 6 before its resume")));
                all.putAll(Situations.of("6 running"));
                all.putAll(Situations.of("6a"));
                all.putAll(Situations.of("7–10, 11 before the write"));
            }
            case "none, or `Superseded`" -> {
                all.put("none, and nothing is live", Shop.empty(Spec.WHOLE));
                all.put("none", Shop.wanting(Shop.live(Spec.WHOLE, A), B));
                all.put("`Superseded`", ended(Outcome.SUPERSEDED));
            }
            case "`Promoted`, not live" -> {
                all.put("warm", Shop.wanting(Shop.live(Spec.WHOLE, A, B), A));
                all.put("cold", Shop.wanting(Happy.settled(Shop.live(Spec.WHOLE, A, B)), A));
                all.put("two flips ago", Shop.wanting(Shop.live(Spec.WHOLE.retaining(3), A, B, C), A));
            }
            case "`Failed`, `Aborted`, `RolledBack`, `RollbackFailed`" -> {
                for (Outcome outcome :
                        List.of(Outcome.FAILED, Outcome.ABORTED, Outcome.ROLLED_BACK, Outcome.ROLLBACK_FAILED)) {
                    all.put(outcome.text(), ended(outcome));
                }
                all.put("RolledBack, and its Deployment deleted", liveDeleted());
            }
            case "has lost its record" -> all.put("not live", recordLost());
            default -> throw new AssertionError("no such row: " + row);
        }
        return all;
    }

    private static Consumer<World> meaning(String row) {
        return switch (row) {
            case "is live and `RolledBack`" -> WantedTableTest::goesBackFirst;
            case "is live, before step 14" -> WantedTableTest::isLeftAsPromoted;
            case "is live" -> WantedTableTest::doesNothing;
            case "has no outcome" -> WantedTableTest::goesOnToBeLive;
            case "none, or `Superseded`" -> WantedTableTest::takesEveryStep;
            case "`Promoted`, not live" -> WantedTableTest::goesBackByOneFlip;
            case "has lost its record" -> WantedTableTest::isUsedByRetryOnly;
            default -> WantedTableTest::waitsForRetryOrBeingLeft;
        };
    }

    private static World rolledBack(World live, String reason) {
        return Shop.change(
                live,
                builder -> builder.record(B, Shop.record(live, B).end(Outcome.ROLLED_BACK, reason, "why", World.NOW)));
    }

    private static World unpublished() {
        return Shop.change(Situations.proven(), builder -> builder.published = A);
    }

    private static Map<String, World> begun(Map<String, World> all) {
        Map<String, World> begun = new LinkedHashMap<>(all);
        begun.values().removeIf(world -> Shop.find(world, B).isEmpty());
        return begun;
    }

    /** B, which is not live, ended so, and is asked for. */
    private static World ended(Outcome outcome) {
        World before = Shop.releasing(Step.VERIFY);
        World ended = Shop.change(
                before,
                builder ->
                        builder.record(B, Shop.record(before, B).end(outcome, outcome.text(), "why", World.LONG_AGO)));
        return Shop.resumed(Shop.operated(Shop.paused(ended)));
    }

    /** The guard went back to A because B's Deployment was deleted. */
    private static World liveDeleted() {
        World live = Shop.live(Spec.WHOLE, A, B);
        World deleted = Shop.change(live, builder -> builder.sets.remove(B));
        return Happy.until(
                deleted,
                world -> Shop.liveRevision(world).equals(A)
                        && Shop.record(world, A).promoting().isEmpty());
    }

    private static World recordLost() {
        World before = Shop.releasing(Step.VERIFY);
        World.Dep set = before.sets().get(B);
        return Shop.change(
                before, builder -> builder.set(B, new World.Dep(Optional.empty(), set.replicas(), set.ready())));
    }

    private static void goesBackFirst(World world) {
        World back = Shop.operated(world);
        if (!Shop.liveRevision(back).equals(A)) {
            assertThat(back.jobs().values()).allMatch(job -> job.step() != Step.PURGE || job.finished());
            back = Happy.until(back, later -> Shop.liveRevision(later).equals(A));
        }
        assertThat(Shop.record(back, B).outcome()).contains(Outcome.ROLLED_BACK);
    }

    private static void isLeftAsPromoted(World world) {
        World live = Happy.live(world, B);
        assertThat(live.published()).isEqualTo(B);
        assertThat(Shop.record(live, B).fact(Step.PURGE, "result")).isEqualTo("done");
        assertThat(Shop.record(live, B).outcome()).contains(Outcome.PROMOTED);
    }

    private static void doesNothing(World world) {
        assertThat(Operator.in(world).steps()).isEmpty();
        assertThat(Operator.in(world).plan().stall()).isEmpty();
    }

    private static void goesOnToBeLive(World world) {
        String release = Shop.record(world, B).release().toString();
        World live = approvedAndLive(world);
        assertThat(Shop.record(live, B).release()).hasToString(release);
    }

    private static World approvedAndLive(World world) {
        World waiting = Happy.until(
                world,
                at -> Shop.standsAt(at, at.wanted(), Step.APPROVAL)
                        || Shop.liveRevision(at).equals(at.wanted()));
        String release = Shop.record(waiting, world.wanted()).release().toString();
        return Happy.live(Shop.commanding(waiting, Shop.approve(release)), world.wanted());
    }

    private static void takesEveryStep(World world) {
        int number = world.ledger().map(ledger -> ledger.next()).orElse(1);
        World live = approvedAndLive(world);
        SetRecord record = Shop.record(live, world.wanted());
        assertThat(record.release().number()).isEqualTo(number);
        assertThat(record.evidence().keySet())
                .contains(Step.PREFLIGHT, Step.DECIDE, Step.START, Step.CLEAN, Step.VERIFY, Step.CHECK_JOBS)
                .contains(Step.WARM_UP, Step.APPROVAL, Step.CUTOVER_CLEAN, Step.CUTOVER_WARM, Step.PURGE, Step.SOAK);
        assertThat(record.step()).isEqualTo(Step.RETAIN);
    }

    private static void goesBackByOneFlip(World world) {
        List<World> way = new ArrayList<>();
        World back = Happy.until(
                world,
                at -> way.add(at)
                        && Shop.liveRevision(at).equals(A)
                        && Operator.in(at).steps().isEmpty()
                        && Shop.record(at, A).promoting().isEmpty());
        assertThat(way)
                .allMatch(at -> jobsOf(at, world).allMatch(step -> step == Step.BACK_CLEAN || step == Step.PURGE));
        assertThat(way)
                .anyMatch(at -> at.answers().keySet().stream()
                        .anyMatch(task ->
                                task.revision().equals(A) && task.kind().name().equals("ROUND")));
        SetRecord record = Shop.record(back, A);
        assertThat(record.outcome()).contains(Outcome.PROMOTED);
        assertThat(record.step()).isEqualTo(Step.RETAIN);
        assertThat(record.release().number())
                .isEqualTo(world.ledger().orElseThrow().next());
        assertThat(back.published()).isEqualTo(A);
        assertThat(flips(back) - flips(world)).isEqualTo(1);
    }

    private static Stream<Step> jobsOf(World at, World before) {
        return at.jobs().values().stream()
                .filter(job -> !before.jobs().containsKey(job.name()))
                .map(job -> job.step());
    }

    private static int flips(World world) {
        return Shop.liveRecord(world).live().map(LiveRecord.Slot::promotions).orElse(0);
    }

    private static void waitsForRetryOrBeingLeft(World world) {
        World rests = Shop.operated(world);
        Plan plan = Operator.in(rests).plan();
        String next = B + "-" + rests.ledger().orElseThrow().next();
        assertThat(plan.stall()).isPresent();
        assertThat(plan.message()).contains("retry=" + next);
        assertThat(Shop.find(rests, B).flatMap(SetRecord::ending))
                .isEqualTo(Shop.find(world, B).flatMap(SetRecord::ending));
        assertThat(begins(Shop.commanding(rests, Shop.retry(next)), next)).isTrue();
        assertThat(begins(Shop.commanding(rests, Shop.retry(B + "-1")), next)).isFalse();
        World left = Shop.operated(Shop.wanting(rests, Shop.liveRevision(rests)));
        assertThat(endingOf(left)).matches(Ending::left, "left");
        assertThat(begins(Shop.wanting(left, B), next)).isTrue();
    }

    private static Ending endingOf(World world) {
        return Shop.find(world, B)
                .flatMap(SetRecord::ending)
                .or(() -> Shop.liveRecord(world).lost().map(LiveRecord.Lost::ending))
                .orElseThrow();
    }

    private static boolean begins(World world, String release) {
        return Shop.find(Shop.operated(world), B)
                .filter(record -> record.release().toString().equals(release))
                .filter(record -> !record.ended())
                .isPresent();
    }

    private static void isUsedByRetryOnly(World world) {
        World rests = Shop.operated(world);
        Plan plan = Operator.in(rests).plan();
        String next = B + "-" + rests.ledger().orElseThrow().next();
        assertThat(plan.stall()).contains("RecordLost");
        assertThat(plan.message()).contains(next);
        assertThat(Shop.find(rests, B)).isEmpty();
        assertThat(begins(Shop.commanding(rests, Shop.retry(next)), next)).isTrue();
        assertThat(begins(Shop.wanting(Shop.operated(Shop.wanting(rests, A)), B), next))
                .isFalse();
    }
}
