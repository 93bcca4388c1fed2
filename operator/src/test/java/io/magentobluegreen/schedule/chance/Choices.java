package io.magentobluegreen.schedule.chance;

/** Picks what happens next. */
public interface Choices {

    /**
     * Picks a number from 0 to below the bound.
     *
     * @param detail tells picks of one topic apart, from 0 to 255, so that a schedule that is shortened keeps the others
     */
    int pick(Topic topic, int detail, int bound);

    default int pick(Topic topic, int bound) {
        return pick(topic, 0, bound);
    }

    /** The picks so far that were not 0. */
    Picks picks();
}
