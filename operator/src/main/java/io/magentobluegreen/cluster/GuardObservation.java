package io.magentobluegreen.cluster;

import io.magentobluegreen.release.seen.GuardView;

/**
 * A store as the Service guard sees it, and the work that can be done on exactly that.
 *
 * @param work bound to the objects as they were seen
 */
public record GuardObservation(GuardView seen, Work work) {}
