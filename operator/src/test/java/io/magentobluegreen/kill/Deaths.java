package io.magentobluegreen.kill;

import io.magentobluegreen.kill.door.ApiWrite;
import io.magentobluegreen.kill.door.Point;
import java.nio.file.Path;
import java.util.Optional;

/** One store after whose every death another operator carries on. */
final class Deaths implements AutoCloseable {
    private final Course course;
    private final KilledShop shop;

    /** @param folder for the operator's log */
    Deaths(Path folder, Course course) {
        this.course = course;
        this.shop = new KilledShop(folder, course.spec());
    }

    /** Takes the course with a death at this point; answers the write, or nothing where there was no such write. */
    Optional<ApiWrite> die(Point point) {
        try {
            course.prepare(shop);
            shop.awaits("quiet before it", shop::isQuiet);
            long asked = shop.asked();
            Optional<ApiWrite> last = dies(point);
            course.holds(shop);
            shop.holdsWhatAlwaysHolds(asked);
            return last;
        } catch (AssertionError failed) {
            throw new AssertionError(
                    "killed %s: %s%n%s".formatted(point, failed.getMessage(), shop.diagnosis()), failed);
        }
    }

    private Optional<ApiWrite> dies(Point point) {
        shop.trap().set(point);
        course.ask(shop);
        shop.awaits("a death, or the end", () -> shop.trap().last().isPresent() || isOver());
        Optional<ApiWrite> last = shop.trap().last();
        if (last.isPresent()) {
            shop.revive();
            shop.awaits("the end, by another one", this::isOver);
        }
        shop.trap().disarm();
        return last;
    }

    private boolean isOver() {
        return course.isThrough(shop) && shop.isQuiet();
    }

    /** What was seen until now. */
    String summary() {
        return shop.summary();
    }

    @Override
    public void close() {
        shop.close();
    }
}
