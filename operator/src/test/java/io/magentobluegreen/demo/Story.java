package io.magentobluegreen.demo;

import io.magentobluegreen.simulation.store.ImageScript;
import java.util.ArrayList;
import java.util.List;

/** The scenes, in their order. */
final class Story {
    private static final String FIRST = "shop/php:1";
    private static final String SECOND = "shop/php:2";
    private static final String FAILS_TO_UPGRADE = "shop/php:3";
    private static final String BREAKS_A_PAGE = "shop/php:4";
    private static final int SERVER_ERROR = 500;
    private static final int OK = 200;
    private static final int SCHEMA_OF_SECOND = 2;

    private Story() {}

    /** @param losesRequests with a scene in which customers see an error */
    static List<Scene> scenes(boolean losesRequests) {
        List<Scene> scenes = new ArrayList<>(List.of(first(), second()));
        if (losesRequests) {
            scenes.add(lostRequests());
        }
        scenes.addAll(List.of(failingUpgrade(), brokenPage(), rollback()));
        return List.copyOf(scenes);
    }

    private static Scene first() {
        return new Scene(
                "A first release",
                (world, now) -> {
                    world.image(FIRST);
                    return world.shop().create();
                },
                now -> now.serves(FIRST) && now.customers().sent() > 0,
                "The database is up to date, every pod answered real pages, and customers have come.");
    }

    private static Scene second() {
        return new Scene(
                "A second release, while customers are there",
                (world, now) -> {
                    world.image(SECOND);
                    return world.shop().wants(SECOND);
                },
                now -> now.serves(SECOND),
                "Green was built beside blue and proven; one flip of the Service, and blue stays ready.");
    }

    private static Scene lostRequests() {
        return new Scene(
                "The home page breaks for a moment, as --lose-requests asks for",
                (world, now) -> {
                    world.image(SECOND).page("/", SERVER_ERROR);
                    return "(no command: a fault)";
                },
                now -> now.customers().failed() > 0,
                "Customers saw an error: it is counted, and the demo will fail.");
    }

    private static Scene failingUpgrade() {
        return new Scene(
                "A release whose database upgrade fails",
                (world, now) -> {
                    world.image(SECOND).page("/", OK);
                    ImageScript image = world.image(FAILS_TO_UPGRADE);
                    image.fails("upgrade", "UpgradeFailed", "SQLSTATE[42S02]: Base table or view not found");
                    return world.shop().wants(FAILS_TO_UPGRADE);
                },
                now -> now.failed("UpgradeFailed", SECOND),
                "No flip and no second try by itself: the second release serves on, and READY says that a person is needed.");
    }

    private static Scene brokenPage() {
        return new Scene(
                "A release that changes no table, with a page that is broken",
                (world, now) -> {
                    ImageScript image = world.image(BREAKS_A_PAGE);
                    image.wantsSchema(SCHEMA_OF_SECOND).page("/customer/account/login/", SERVER_ERROR);
                    return world.shop().wants(BREAKS_A_PAGE);
                },
                now -> now.failed("VerificationFailed", SECOND),
                "Green's pods were asked before any customer was sent there: no flip.");
    }

    private static Scene rollback() {
        return new Scene(
                "A rollback: the first image is asked for again",
                (world, now) -> world.shop().wants(FIRST),
                now -> now.serves(FIRST),
                "One flip back: shop/php:1 serves again, from pods that were still warm, and no upgrade ran for it.");
    }
}
