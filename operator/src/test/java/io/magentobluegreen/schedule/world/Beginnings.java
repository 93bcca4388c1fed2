package io.magentobluegreen.schedule.world;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.magentobluegreen.cluster.record.Recorded;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.schedule.api.MemoryClient;
import io.magentobluegreen.schedule.chance.Picks;
import io.magentobluegreen.schedule.chance.Replayed;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Where schedules begin: a store at each step of a first release, of the next one, of going back, of one that fails, made by
 * playing them without a fault.
 */
public final class Beginnings {
    private static final int MOST_STEPS = 150;

    private final List<MemoryClient> clients;
    private final List<World> worlds = new ArrayList<>();

    private Beginnings(List<MemoryClient> clients) {
        this.clients = clients;
    }

    public static List<World> all(List<MemoryClient> clients) {
        Beginnings all = new Beginnings(clients);
        World first = all.play(Beginnings.fresh(), wants(Wish.of("shop/php:1")));
        World second = all.play(at(first, ""), wants(Wish.of("shop/php:2")));
        all.play(at(second, ""), wants(Wish.of("shop/php:1")));
        all.play(at(second, ""), person -> person.commands("rollback", liveOf(second)));
        all.play(at(second, ""), wants(Wish.of("shop/php:3").sized(3).approving(true)));
        all.play(at(first, "JOB_FATE.3.0=1"), wants(Wish.of("shop/php:2")));
        all.play(at(second, ""), wants(Wish.of("shop/php:3").overlapping(true)));
        int before = all.worlds.size();
        all.play(legacy("shop/php:1"), wants(Wish.of("shop/php:1").adopting()));
        World soaking = all.worlds.subList(before, all.worlds.size()).stream()
                .filter(world -> world.shop().live().flatMap(LiveRecord::live).isPresent())
                .findFirst()
                .orElseThrow();
        all.play(at(soaking, ""), person -> person.commands("rollback", liveOf(soaking)));
        return List.copyOf(all.worlds);
    }

    private static World fresh() {
        World world = new World(new Replayed(Picks.NONE));
        new Person(world).makesSecret("PD9waHAgcmV0dXJuIFtdOw==");
        return world;
    }

    /** One that is served without an operator. */
    private static World legacy(String image) {
        World world = fresh();
        new Person(world).servesAlready(image);
        for (int steps = 0; steps < MOST_STEPS; steps++) {
            world.cluster().work();
            world.passes(world.now().plusSeconds(1));
        }
        return world;
    }

    private static World at(World world, String picks) {
        return world.copy(new Replayed(Picks.parse(picks)));
    }

    private static Consumer<Person> wants(Wish wish) {
        return person -> person.wants(wish);
    }

    private static String liveOf(World world) {
        return world.shop().live().orElseThrow().live().orElseThrow().release().toString();
    }

    /** Keeps a world at each step; the last one is at rest, long after the windows. */
    private World play(World world, Consumer<Person> what) {
        Drive drive = new Drive(world, clients, Seams.SOUND);
        what.accept(drive.person());
        String last = "";
        for (int steps = 0; steps < MOST_STEPS; steps++) {
            drive.step();
            String now = outline(world.shop());
            if (!now.equals(last)) {
                last = now;
                worlds.add(world.copy(new Replayed(Picks.NONE)));
            }
        }
        if (drive.broken().isPresent()) {
            throw new AssertionError("Without any fault: " + drive.broken().get());
        }
        return world;
    }

    private static String outline(Shop shop) {
        return shop.selects() + shop.sets().stream().map(Beginnings::outline).collect(Collectors.joining(" "));
    }

    private static String outline(Deployment set) {
        return Recorded.on(set)
                .map(record -> record.step()
                        + outcome(record)
                        + record.jobs().keySet()
                        + record.promoting().isPresent())
                .orElse("none");
    }

    private static String outcome(SetRecord record) {
        return record.outcome().map(Object::toString).orElse("");
    }
}
