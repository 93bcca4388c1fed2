package io.magentobluegreen.release.ledger;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What the store's database has been through, in order, and the next release number. It outlives the resource and all
 * sets; every change is one update of its ConfigMap as it was read.
 *
 * <p>A {@code touched} is written before its Job is resumed, an {@code ended} before anything follows from the verdict:
 * of two leaders only one gets its {@code touched} in, since a second one is added only when the first has ended.
 *
 * @param next the number of the next release
 * @param rebuilt the facts were lost and rebuilt from the sets: nothing that is due runs unaccepted until an upgrade succeeds
 */
public record Ledger(List<Fact> facts, int next, boolean rebuilt) {
    /** One line. Order is the only clock. */
    public sealed interface Fact {
        /** An upgrade Job may be running, or ran. */
        record Touched(String image, String release, String job) implements Fact {}

        record Ended(String job, String verdict) implements Fact {}

        /** Image and database agree: an upgrade succeeded, or nothing was due. */
        record Level(String image, String digest) implements Fact {}

        /** Live's cached table definitions have been cleaned after that Job ended. */
        record Cleaned(String job) implements Fact {}
    }

    /** The verdict of a Job that succeeded, and of one that vanished. */
    public static final String SUCCEEDED = "Succeeded";

    public static final String FAILED = "Failed";
    public static final String VANISHED = "Vanished";

    public Ledger {
        facts = List.copyOf(facts);
    }

    /** The ledger of a store that nobody has released yet. */
    public static Ledger empty() {
        return new Ledger(List.of(), 1, false);
    }

    /** What is asked at step 2a. */
    public record Question(
            String image,
            Optional<String> liveImage,
            boolean statusDue,
            String digest,
            UpgradeMode mode,
            boolean databaseNewer,
            Optional<String> accepted) {}

    /** The rules of the ledger, in the order 1, 2, 5, 6, 4, 3. */
    public UpgradeDecision decide(Question asked) {
        if (isOlder(asked.image())) {
            return UpgradeDecision.of(UpgradeDecision.Kind.OLDER);
        }
        boolean due = asked.statusDue() || digestDiffers(asked.digest());
        boolean always = asked.mode() == UpgradeMode.ALWAYS && !knows(asked.image());
        if (!due && !always) {
            return UpgradeDecision.of(UpgradeDecision.Kind.LEVEL);
        }
        UpgradeDecision decision = decideDue(asked, due);
        if (asked.mode() == UpgradeMode.NEVER) {
            return UpgradeDecision.of(
                    decision.kind().waits() ? UpgradeDecision.Kind.LEFT_ALONE : UpgradeDecision.Kind.REFUSED);
        }
        boolean accepted =
                asked.accepted().filter(decision.acceptable()::equals).isPresent();
        return decision.kind().waits() && accepted ? UpgradeDecision.of(UpgradeDecision.Kind.UPGRADE) : decision;
    }

    private UpgradeDecision decideDue(Question asked, boolean due) {
        String acceptable = acceptable(asked);
        // Also after an accepted upgrade of it failed: what the database has and the image lacks is still newer.
        if (lastLevel(asked.image()) < 0 && asked.databaseNewer()) {
            return new UpgradeDecision(UpgradeDecision.Kind.DATABASE_NEWER, acceptable);
        }
        boolean allowed = !rebuilt && (!due || mayUpgradeWhatIsDue(asked));
        return allowed
                ? UpgradeDecision.of(UpgradeDecision.Kind.UPGRADE)
                : new UpgradeDecision(UpgradeDecision.Kind.DATABASE_AHEAD, acceptable);
    }

    private boolean mayUpgradeWhatIsDue(Question asked) {
        int touched = last(Fact.Touched.class::isInstance);
        if (touched < 0 || ((Fact.Touched) facts.get(touched)).image().equals(asked.image())) {
            return true;
        }
        return !knows(asked.image())
                && asked.liveImage().filter(live -> lastLevel(live) > touched).isPresent();
    }

    private String acceptable(Question asked) {
        Optional<String> touched = lastTouched().map(Fact.Touched::image);
        Optional<String> first = rebuilt ? asked.liveImage() : touched;
        return first.or(() -> touched).or(asked::liveImage).orElse(asked.image());
    }

    /** Rule 1: after the image's last {@code level} another image touched the database. */
    public boolean isOlder(String image) {
        int level = lastLevel(image);
        return level >= 0
                && facts.subList(level + 1, facts.size()).stream()
                        .anyMatch(fact ->
                                fact instanceof Fact.Touched t && !t.image().equals(image));
    }

    /** Whether anything was ever recorded of the image. */
    public boolean knows(String image) {
        return facts.stream()
                .anyMatch(fact -> fact instanceof Fact.Touched t && t.image().equals(image)
                        || fact instanceof Fact.Level l && l.image().equals(image));
    }

    /** What {@code setup:upgrade} reads is not what it was at the last level; false while there is none. */
    public boolean digestDiffers(String digest) {
        int level = last(Fact.Level.class::isInstance);
        return level >= 0 && !((Fact.Level) facts.get(level)).digest().equals(digest);
    }

    public Optional<Fact.Touched> lastTouched() {
        int index = last(Fact.Touched.class::isInstance);
        return index < 0 ? Optional.empty() : Optional.of((Fact.Touched) facts.get(index));
    }

    /** The Job that may be running: touched and not ended. */
    public Optional<Fact.Touched> open() {
        return lastTouched().filter(touched -> !hasEnded(touched.job()));
    }

    public boolean hasEnded(String job) {
        return verdict(job).isPresent();
    }

    public boolean hasTouched(String job) {
        return last(fact -> fact instanceof Fact.Touched t && t.job().equals(job)) >= 0;
    }

    public Optional<String> verdict(String job) {
        int index = last(fact -> fact instanceof Fact.Ended e && e.job().equals(job));
        return index < 0 ? Optional.empty() : Optional.of(((Fact.Ended) facts.get(index)).verdict());
    }

    /** The last Job that ended and after which live's table definitions have not been cleaned yet. */
    public Optional<String> uncleaned() {
        return lastTouched()
                .map(Fact.Touched::job)
                .filter(this::hasEnded)
                .filter(job ->
                        last(fact -> fact instanceof Fact.Cleaned c && c.job().equals(job)) < 0);
    }

    /** Takes the next number away: whoever writes this owns it. */
    public Ledger numbered() {
        return new Ledger(facts, next + 1, rebuilt);
    }

    public Ledger touched(String image, String release, String job) {
        if (open().isPresent()) {
            throw new IllegalStateException("The upgrade " + open().get() + " has not ended");
        }
        return with(new Fact.Touched(image, release, job));
    }

    /** The Job never began: its line, and only its, goes. */
    public Ledger takeBack(String job) {
        return new Ledger(
                facts.stream()
                        .filter(fact ->
                                !(fact instanceof Fact.Touched t && t.job().equals(job)))
                        .toList(),
                next,
                rebuilt);
    }

    /** A Job ended without success. */
    public Ledger ended(String job, String verdict) {
        return hasEnded(job) ? this : with(new Fact.Ended(job, verdict));
    }

    /** A Job succeeded: the database is level with its image. */
    public Ledger succeeded(String job, String image, String digest) {
        if (hasEnded(job)) {
            return this;
        }
        Ledger done = with(new Fact.Ended(job, SUCCEEDED)).with(new Fact.Level(image, digest));
        return new Ledger(done.facts, next, false);
    }

    /** Nothing was due for the image. */
    public Ledger level(String image, String digest) {
        return with(new Fact.Level(image, digest));
    }

    public Ledger cleaned(String job) {
        return with(new Fact.Cleaned(job));
    }

    private Ledger with(Fact fact) {
        List<Fact> all = new ArrayList<>(facts);
        all.add(fact);
        return new Ledger(all, next, rebuilt).compacted();
    }

    /** Per image only the last level and the last touched matter; an older touched goes once a newer one has ended. */
    private Ledger compacted() {
        boolean[] kept = new boolean[facts.size()];
        Set<String> levels = new HashSet<>();
        Set<String> touching = new HashSet<>();
        Set<String> jobs = new HashSet<>();
        for (int i = facts.size() - 1; i >= 0; i--) {
            if (facts.get(i) instanceof Fact.Level level) {
                kept[i] = levels.add(level.image());
            } else if (facts.get(i) instanceof Fact.Touched touched) {
                kept[i] = touching.add(touched.image()) || open().isPresent();
                jobs.addAll(kept[i] ? Set.of(touched.job()) : Set.of());
            }
        }
        List<Fact> remaining = new ArrayList<>();
        for (int i = 0; i < kept.length; i++) {
            if (kept[i] || ofJob(facts.get(i)).filter(jobs::contains).isPresent()) {
                remaining.add(facts.get(i));
            }
        }
        return new Ledger(remaining, next, rebuilt);
    }

    private static Optional<String> ofJob(Fact fact) {
        if (fact instanceof Fact.Ended ended) {
            return Optional.of(ended.job());
        }
        return fact instanceof Fact.Cleaned cleaned ? Optional.of(cleaned.job()) : Optional.empty();
    }

    private int lastLevel(String image) {
        return last(fact -> fact instanceof Fact.Level l && l.image().equals(image));
    }

    private int last(Predicate<Fact> wanted) {
        for (int i = facts.size() - 1; i >= 0; i--) {
            if (wanted.test(facts.get(i))) {
                return i;
            }
        }
        return -1;
    }
}
