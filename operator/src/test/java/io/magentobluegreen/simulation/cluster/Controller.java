package io.magentobluegreen.simulation.cluster;

/** One of the cluster's own controllers: brings what it looks after one step nearer to what is asked for. */
interface Controller {

    /** @param scene as it was at the beginning of the pass; what was written since brings about another pass */
    void reconcile(Scene scene);
}
