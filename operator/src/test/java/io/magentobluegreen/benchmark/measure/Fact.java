package io.magentobluegreen.benchmark.measure;

/**
 * Something that came true and may have opened a gate.
 *
 * @param at in microseconds of the epoch, when the benchmark heard of it
 * @param what such as {@code Job preflight complete}
 */
public record Fact(long at, String what) {}
