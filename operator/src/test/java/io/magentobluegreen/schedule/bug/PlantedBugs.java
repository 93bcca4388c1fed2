package io.magentobluegreen.schedule.bug;

import io.magentobluegreen.schedule.world.Seams;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All bugs, by what they are. */
public final class PlantedBugs {
    /** Of those that few schedules find: the first that found it. A build begins there, and goes on from there. */
    private static final Map<String, Long> RARE = Map.of(
            "an image older than the database upgrades it", 211L,
            "a command acts whatever number it names", 956L,
            "a number is not taken away", 366L,
            "the finalizer goes with the resource", 393L,
            "a set without pods is taken for ready", 3320L,
            "a selector is written without its resourceVersion", 3597L,
            "a conflict is answered by writing over it", 1971L,
            "a set is written without its resourceVersion", 1971L);

    /** Found soon, by a release that does not settle: hours of its time are played until that is known. */
    private static final Set<String> SLOW = Set.of(
            "a step's Job is never made",
            "an upgrade is resumed although the ledger was not written",
            "an upgrade that runs is not seen",
            "live is taken for one pod large",
            "the copies are not rewritten",
            "the finalizer is not put on");

    private PlantedBugs() {}

    public static Map<String, Seams> all() {
        Map<String, Seams> all = new TreeMap<>();
        Stream.of(SentBugs.all(), SeenBugs.all(), DoneBugs.all()).forEach(all::putAll);
        return all;
    }

    /** The seed to begin with. */
    public static long first(String bug) {
        return RARE.getOrDefault(bug, 0L);
    }

    public static boolean isSlow(String bug) {
        return SLOW.contains(bug);
    }
}
