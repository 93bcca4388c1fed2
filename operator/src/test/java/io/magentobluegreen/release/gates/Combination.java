package io.magentobluegreen.release.gates;

import io.magentobluegreen.release.ReleasePlanner;
import io.magentobluegreen.release.plan.Plan;
import io.magentobluegreen.release.seen.Observed;
import io.magentobluegreen.release.want.Release;
import java.time.Instant;

/** One input of the planner, and what it plans. */
record Combination(Release want, Observed seen, Plan plan) {
    static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    static Combination of(Release want, Observed seen) {
        return new Combination(want, seen, ReleasePlanner.decide(want, seen, NOW));
    }
}
