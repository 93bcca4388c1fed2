package io.magentobluegreen.benchmark;

/** A part of the benchmark; what it has found by the time it ends or is interrupted is in the report. */
interface Part {
    void run();
}
