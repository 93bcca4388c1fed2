package io.magentobluegreen.kill;

import io.magentobluegreen.kill.door.Moment;
import io.magentobluegreen.kill.door.Point;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Points of one course, taken one after the other with one store.
 *
 * @param points until one after which nothing is left to write
 * @param least so many of them are there in any case
 */
record Lane(String name, Supplier<Course> course, List<Point> points, int least) {
    private static final String FLIP = "PUT services shop";
    private static final String LEDGER = "PUT configmaps shop-ledger";
    private static final String UPGRADE = "jobs shop-*-upgrade-1";
    /** More than any course has. */
    private static final int MOST_WRITES = 500;

    /** Where it would hurt most: around the upgrade, and around the flip. */
    static Stream<Lane> sample() {
        return Stream.of(
                of(
                        "a release",
                        NextImage::new,
                        new Point("POST " + UPGRADE, 1, Moment.AFTER),
                        new Point("PUT " + UPGRADE, 1, Moment.AFTER),
                        new Point(LEDGER, 3, Moment.BEFORE),
                        new Point(FLIP, 1, Moment.BEFORE),
                        new Point(FLIP, 1, Moment.AFTER)),
                of(
                        "a rollback",
                        GoingBack::toWarmSet,
                        Point.at(1, Moment.AFTER),
                        new Point(FLIP, 1, Moment.BEFORE),
                        new Point(FLIP, 1, Moment.AFTER)));
    }

    private static Lane of(String name, Supplier<Course> course, Point... points) {
        return new Lane(name, course, List.of(points), points.length);
    }

    /** Each write of each course, before it and after it. */
    static Stream<Lane> all() {
        return Stream.of(
                        all("a release", NextImage::new, 50),
                        all("a rollback", GoingBack::toWarmSet, 15),
                        all("a rollback to a set without pods", GoingBack::toColdSet, 15))
                .flatMap(Function.identity());
    }

    private static Stream<Lane> all(String name, Supplier<Course> course, int least) {
        return Stream.of(
                all(name + ", before each write", course, Moment.BEFORE, least),
                all(name + ", after each write", course, Moment.AFTER, least));
    }

    private static Lane all(String name, Supplier<Course> course, Moment moment, int least) {
        List<Point> points = IntStream.rangeClosed(1, MOST_WRITES)
                .mapToObj(number -> Point.at(number, moment))
                .toList();
        return new Lane(name, course, points, least);
    }

    @Override
    public String toString() {
        return name;
    }
}
