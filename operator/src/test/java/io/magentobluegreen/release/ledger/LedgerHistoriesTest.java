package io.magentobluegreen.release.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.magentobluegreen.release.ledger.Ledger.Fact;
import io.magentobluegreen.release.ledger.UpgradeDecision.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Walks every history of releases of three images, with failures, take-backs, flips back, lost ledgers and people who
 * accept: no image that is older than the database upgrades it unless a person accepted that.
 */
class LedgerHistoriesTest {
    private static final int RELEASES = Integer.getInteger("ledger.releases", 5);
    private static final List<String> IMAGES = List.of("A", "B", "C");

    /** What decides how a history goes on; {@code level} is the database's, {@code served} the images that were live. */
    private record History(Ledger ledger, String live, int level, Set<String> served, int releases) {
        History with(Ledger next, String serving, int reached) {
            Set<String> all = new TreeSet<>(served);
            all.add(serving);
            all.remove("");
            return new History(canonical(next), serving, reached, all, releases + 1);
        }
    }

    /** The walk of one assignment of schema levels to images. */
    private static final class Walk {
        private final Map<String, Integer> levels;
        private final boolean digestsOfTheirOwn;
        private final boolean preflightSees;
        private final Set<History> seen = new HashSet<>();
        private final Deque<History> open = new ArrayDeque<>();
        private final List<String> broken = new ArrayList<>();

        Walk(Map<String, Integer> levels, boolean digestsOfTheirOwn, boolean preflightSees) {
            this.levels = levels;
            this.digestsOfTheirOwn = digestsOfTheirOwn;
            this.preflightSees = preflightSees;
        }

        Walk all() {
            visit(new History(Ledger.empty(), "", 0, Set.of(), 0));
            while (!open.isEmpty()) {
                History history = open.poll();
                if (history.releases() < RELEASES) {
                    goOn(history);
                }
            }
            return this;
        }

        private void visit(History history) {
            if (seen.add(history)) {
                open.add(history);
            }
        }

        private void goOn(History at) {
            at.served().forEach(image -> visit(at.with(at.ledger(), image, at.level())));
            lose(at);
            for (String image : IMAGES) {
                for (UpgradeMode mode : UpgradeMode.values()) {
                    release(at, image, mode);
                }
            }
        }

        /** The ledger is lost and rebuilt: with what all sets tell, what live's tells, or nothing. */
        private void lose(History at) {
            List<Fact> ofLive =
                    at.ledger().facts().stream().filter(f -> ofImage(f, at)).toList();
            for (List<Fact> left : List.of(at.ledger().facts(), ofLive, List.<Fact>of())) {
                visit(at.with(new Ledger(left, 1, true), at.live(), at.level()));
            }
        }

        private static boolean ofImage(Fact fact, History at) {
            return fact instanceof Fact.Level level && level.image().equals(at.live());
        }

        private void release(History at, String image, UpgradeMode mode) {
            UpgradeDecision decision = at.ledger().decide(question(at, image, mode, Optional.empty()));
            int mine = levels.get(image);
            if (decision.kind() == Kind.UPGRADE && mine < at.level()) {
                broken.add(levels + " " + mode + " upgrades " + image + " at " + at);
            }
            switch (decision.kind()) {
                case LEVEL -> ended(at, at.ledger().level(image, digest(image)), image);
                case OLDER, LEFT_ALONE -> ended(at, at.ledger(), image);
                case UPGRADE -> upgrade(at, image);
                case DATABASE_AHEAD, DATABASE_NEWER -> accepted(at, image, mode, decision.acceptable());
                case REFUSED -> visit(at.with(at.ledger(), at.live(), at.level()));
            }
        }

        private void accepted(History at, String image, UpgradeMode mode, String acceptable) {
            Kind kind = at.ledger()
                    .decide(question(at, image, mode, Optional.of(acceptable)))
                    .kind();
            assertThat(kind)
                    .as("accepted %s for %s at %s", acceptable, image, at)
                    .isEqualTo(Kind.UPGRADE);
            upgrade(at, image);
        }

        private void ended(History at, Ledger next, String image) {
            visit(at.with(next, image, at.level()));
            visit(at.with(next, at.live(), at.level()));
        }

        private void upgrade(History at, String image) {
            int mine = levels.get(image);
            Ledger touched = at.ledger().touched(image, image, "new");
            ended(at.with(at.ledger(), at.live(), mine), touched.succeeded("new", image, digest(image)), image);
            visit(at.with(touched.ended("new", Ledger.FAILED), at.live(), Math.max(at.level(), mine)));
            visit(at.with(touched.ended("new", Ledger.VANISHED), at.live(), at.level()));
            decidesAsBefore(at, touched.takeBack("new"));
        }

        /** A Job that never began leaves nothing behind that decides. */
        private void decidesAsBefore(History at, Ledger takenBack) {
            for (String image : IMAGES) {
                for (UpgradeMode mode : UpgradeMode.values()) {
                    Ledger.Question question = question(at, image, mode, Optional.empty());
                    assertThat(takenBack.decide(question)).isEqualTo(at.ledger().decide(question));
                }
            }
        }

        private Ledger.Question question(History at, String image, UpgradeMode mode, Optional<String> accepted) {
            int mine = levels.get(image);
            return new Ledger.Question(
                    image,
                    Optional.of(at.live()).filter(live -> !live.isEmpty()),
                    mine != at.level(),
                    digest(image),
                    mode,
                    preflightSees && mine < at.level(),
                    accepted);
        }

        private String digest(String image) {
            return digestsOfTheirOwn ? image : "level " + levels.get(image);
        }
    }

    /** Jobs are told apart by their place alone, so that histories which behave alike are one. */
    private static Ledger canonical(Ledger ledger) {
        Map<String, String> names = new HashMap<>();
        List<Fact> facts =
                ledger.facts().stream().map(fact -> renamed(fact, names)).toList();
        return new Ledger(facts, 1, ledger.rebuilt());
    }

    private static Fact renamed(Fact fact, Map<String, String> names) {
        if (fact instanceof Fact.Touched touched) {
            return new Fact.Touched(touched.image(), touched.image(), name(touched.job(), names));
        }
        return fact instanceof Fact.Ended ended ? new Fact.Ended(name(ended.job(), names), ended.verdict()) : fact;
    }

    private static String name(String job, Map<String, String> names) {
        return names.computeIfAbsent(job, unknown -> "job " + names.size());
    }

    private static void forEachLevels(Consumer<Map<String, Integer>> look) {
        for (int a = 0; a < 3; a++) {
            for (int b = a; b < 3; b++) {
                for (int c = b; c < 3; c++) {
                    look.accept(Map.of("A", a, "B", b, "C", c));
                }
            }
        }
    }

    @Test
    void upgradesNoDatabaseByAnOlderImage() {
        List<Integer> walked = new ArrayList<>();
        forEachLevels(levels -> {
            // When
            Walk statuses = new Walk(levels, false, true).all();
            Walk digests = new Walk(levels, true, true).all();
            // Then
            assertThat(statuses.broken).isEmpty();
            assertThat(digests.broken).isEmpty();
            walked.add(statuses.seen.size() + digests.seen.size());
        });
        assertThat(walked.stream().mapToInt(Integer::intValue).sum()).isGreaterThan(10_000);
    }

    /** What the walk is worth: without what preflight sees, it finds the upgrade that must not be. */
    @Test
    void findsTheUpgradeByAnOlderImageWhenPreflightIsBlind() {
        // When
        Walk blind = new Walk(Map.of("A", 0, "B", 1, "C", 2), false, false).all();
        // Then
        assertThat(blind.broken).isNotEmpty();
    }
}
