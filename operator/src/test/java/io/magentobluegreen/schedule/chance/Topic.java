package io.magentobluegreen.schedule.chance;

/**
 * What is picked. Of every topic 0 is what happens where all is well.
 *
 * <p>A new one goes to the end: seeds draw in this order.
 */
public enum Topic {
    /** How many steps faults may come; 0: none. */
    HORIZON(1),
    /** Who is next; 0: the cluster first, then the process that waits longest. */
    ACTOR(0.2),
    /** What a person does now; 0: nothing. */
    PERSON(0.05),
    /** What befalls a process, or makes a second one; 0: nothing. */
    LIFE(0.03),
    /** Whose watch falls behind or catches up; 0: nobody's. */
    LAG(0.05),
    /** Which of the cluster's controllers sleeps; 0: none. */
    SLEEP(0.03),
    /** What befalls a pod; 0: nothing. */
    POD(0.04),
    /** How a new web pod does; 0: it gets ready. */
    WEB_FATE(0.03),
    /** How a Job does, by its step; 0: it passes. */
    JOB_FATE(0.12),
    /** How long a Job takes; 0: a second. */
    JOB_TIME(0.2),
    /** What a page answers; 0: 200. */
    PAGE(0.01),
    /** What becomes of a call that reads, by its verb and kind; 0: it is answered. */
    READ(0.004),
    /** What becomes of a call that writes, by its verb and kind; 0: it is answered. */
    WRITE(0.04),
    /** How long something lasts; 0: it is short. */
    LENGTH(0.7);

    private final double rate;

    Topic(double rate) {
        this.rate = rate;
    }

    /** How often something else than 0 is picked. */
    double rate() {
        return rate;
    }
}
