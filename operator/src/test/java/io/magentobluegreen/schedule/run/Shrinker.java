package io.magentobluegreen.schedule.run;

import io.magentobluegreen.schedule.chance.Picks;
import java.util.function.Predicate;

/**
 * Makes a schedule shorter as long as it still breaks the promise: what happened is left out, in large pieces first, and
 * what is left is made smaller.
 */
final class Shrinker {
    private final Predicate<Picks> breaks;

    /** @param breaks whether these picks still break the promise */
    Shrinker(Predicate<Picks> breaks) {
        this.breaks = breaks;
    }

    Picks shortest(Picks picks) {
        Picks best = picks;
        int before;
        do {
            before = best.size();
            for (int piece = Math.max(1, best.size() / 2); piece >= 1; piece /= 2) {
                best = without(best, piece);
            }
        } while (best.size() < before);
        return smaller(best);
    }

    private Picks without(Picks picks, int piece) {
        Picks best = picks;
        int from = best.size() - piece;
        while (from >= 0) {
            Picks shorter = best.without(from, Math.min(best.size(), from + piece));
            if (breaks.test(shorter)) {
                best = shorter;
            }
            from = Math.min(from, best.size()) - piece;
        }
        return best;
    }

    private Picks smaller(Picks picks) {
        Picks best = picks;
        for (int at = 0; at < best.size(); at++) {
            int value = best.all().get(at).value();
            while (value > 1 && breaks.test(best.with(at, value / 2))) {
                value /= 2;
                best = best.with(at, value);
            }
        }
        return best;
    }
}
