package io.magentobluegreen.schedule.chance;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Picks by a seed. Each seed leaves some topics out and is fond of others, since a fault often shows only where others do
 * not come between; it has a favourite value of each topic, and maybe one call that seldom goes well.
 */
public final class Seeded extends Counted {
    private static final double[] FONDNESS = {0, 0.3, 1, 1, 3};
    private static final double FAVOURITE = 0.4;
    private static final double WEAK = 0.3;

    private final SplittableRandom random;
    private final double[] rates;
    private final int[] favourites;
    private final int weak;

    /** @param calls details of {@link Topic#WRITE} of which one may be the call that seldom goes well */
    public Seeded(long seed, List<Integer> calls) {
        random = new SplittableRandom(seed);
        rates = Arrays.stream(Topic.values())
                .mapToDouble(topic -> topic == Topic.HORIZON || topic == Topic.LENGTH
                        ? topic.rate()
                        : topic.rate() * FONDNESS[random.nextInt(FONDNESS.length)])
                .toArray();
        favourites = Arrays.stream(Topic.values())
                .mapToInt(topic -> random.nextInt(Integer.MAX_VALUE))
                .toArray();
        int call = random.nextInt(2 * calls.size());
        weak = call < calls.size() ? key(Topic.WRITE, calls.get(call)) : -1;
    }

    @Override
    int value(Topic topic, int key, int nth, int bound) {
        if (random.nextDouble() >= (key == weak ? WEAK : rates[topic.ordinal()])) {
            return 0;
        }
        boolean even = topic == Topic.HORIZON || topic == Topic.ACTOR || random.nextDouble() >= FAVOURITE;
        return 1 + (even ? random.nextInt(bound - 1) : favourites[topic.ordinal()] % (bound - 1));
    }
}
