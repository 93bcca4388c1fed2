package io.magentobluegreen.demo;

import io.magentobluegreen.demo.world.World;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * One thing that the demo shows.
 *
 * @param act does it, at this moment; answers the command that stands for it
 * @param end how it has to come out
 * @param lesson what has been seen then
 */
record Scene(String title, BiFunction<World, Moment, String> act, Predicate<Moment> end, String lesson) {}
