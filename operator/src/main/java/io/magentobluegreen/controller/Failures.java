package io.magentobluegreen.controller;

import io.magentobluegreen.cluster.StoreKey;
import io.magentobluegreen.release.plan.Action;
import io.magentobluegreen.release.want.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What fails and holds nothing up, told by one Event each as long as it lasts. What failed once may only have been overtaken
 * by somebody, so it is told when it fails the second time in a row. Safe from every thread.
 */
final class Failures {
    private static final Seen NOTHING = new Seen(List.of(), List.of());

    private final Map<StoreKey, Seen> stores = new ConcurrentHashMap<>();

    private record Seen(List<Problem> last, List<Problem> told) {}

    /** The Events to send now. */
    List<Action> news(StoreKey store, List<Problem> now) {
        Seen before = Optional.ofNullable(stores.get(store)).orElse(NOTHING);
        List<Problem> lasting =
                now.stream().distinct().filter(before.last()::contains).toList();
        if (now.isEmpty()) {
            stores.remove(store);
        } else {
            stores.put(store, new Seen(List.copyOf(now), lasting));
        }
        return lasting.stream()
                .filter(problem -> !before.told().contains(problem))
                .<Action>map(problem -> new Action.Announce(true, problem.reason(), problem.message()))
                .toList();
    }

    void forget(StoreKey store) {
        stores.remove(store);
    }
}
