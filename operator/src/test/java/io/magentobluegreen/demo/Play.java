package io.magentobluegreen.demo;

import io.magentobluegreen.api.MagentoRelease;
import io.magentobluegreen.demo.screen.Picture;
import io.magentobluegreen.demo.screen.PrinterColumns;
import io.magentobluegreen.demo.screen.Screen;
import io.magentobluegreen.demo.timeline.Timeline;
import io.magentobluegreen.demo.world.World;
import io.magentobluegreen.load.LoadReport;
import io.magentobluegreen.scenario.StoreView;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Performs scenes, one after the other, and shows every change of the store meanwhile. */
final class Play {
    private static final Duration FRAME = Duration.ofMillis(200);
    private static final int FAILURES_SHOWN = 5;

    private final World world;
    private final Screen screen;
    private final PrinterColumns columns;
    private final Instant deadline;
    private final Clock clock;
    private final Timeline timeline = new Timeline();
    private Optional<MagentoRelease> store = Optional.empty();

    /** @param longest for all scenes together */
    Play(World world, Screen screen, PrinterColumns columns, Duration longest) {
        this.world = world;
        this.screen = screen;
        this.columns = columns;
        this.clock = Clock.systemUTC();
        this.deadline = clock.instant().plus(longest);
    }

    /** Whether every scene came out as it should, and no request failed. */
    boolean perform(List<Scene> scenes) throws InterruptedException {
        boolean cameOut = true;
        for (int number = 1; cameOut && number <= scenes.size(); number++) {
            Scene scene = scenes.get(number - 1);
            screen.say(List.of("", "%d of %d: %s".formatted(number, scenes.size(), scene.title())));
            timeline.scene(number, clock.instant());
            screen.say(List.of("$ " + scene.act().apply(world, moment()), ""));
            cameOut = comesOut(scene);
            screen.keep();
            screen.say(List.of(
                    "",
                    "The store says: " + said(),
                    cameOut ? scene.lesson() : "That is not what was meant to happen."));
        }
        world.customers().close();
        LoadReport report = world.customers().report();
        screen.say(ending(report));
        return cameOut && report.failed() == 0;
    }

    private List<String> ending(LoadReport report) {
        List<String> lines = new ArrayList<>(List.of("", counted(report), ""));
        lines.addAll(timeline.of(report));
        report.failures().stream()
                .limit(FAILURES_SHOWN)
                .forEach(failure -> lines.add("failed: " + failure.target() + ": " + failure.reason()));
        return lines;
    }

    private static String counted(LoadReport report) {
        return "%,d requests sent, %,d failed".formatted(report.sent(), report.failed());
    }

    private boolean comesOut(Scene scene) throws InterruptedException {
        while (clock.instant().isBefore(deadline)) {
            Optional<MagentoRelease> change = world.shop().awaitChange(FRAME);
            change.ifPresent(this::changed);
            store.ifPresent(seen -> screen.show(picture(seen)));
            if (change.isEmpty() && scene.end().test(moment())) {
                return true;
            }
        }
        return false;
    }

    private void changed(MagentoRelease seen) {
        store = Optional.of(seen);
        StoreView view = moment().store();
        if (moment().isOpen()) {
            world.customers().come();
        }
        Optional.ofNullable(view.status().live())
                .ifPresent(live -> timeline.set(StoreView.revisionOf(live.release()), live));
    }

    private Moment moment() {
        return new Moment(StoreView.of(store.orElse(null)), world.customers().report());
    }

    private Picture picture(MagentoRelease seen) {
        Moment now = moment();
        return new Picture(columns.row(seen, clock.instant()), said(), counted(now.customers()));
    }

    private String said() {
        return moment().store().message();
    }
}
