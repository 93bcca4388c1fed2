package io.magentobluegreen.cluster;

import io.magentobluegreen.release.seen.Observed;
import io.magentobluegreen.release.want.Release;

/**
 * A store at one moment: what is asked for, what the cluster shows, and the work that can be done on exactly that.
 *
 * @param work bound to the objects as they were seen
 */
public record Observation(Release want, Observed seen, Work work) {}
