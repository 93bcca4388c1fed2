package io.magentobluegreen.demo;

import io.magentobluegreen.load.LoadReport;
import io.magentobluegreen.scenario.StoreView;

/** What can be seen at one time: the store's status, and what its customers have seen. */
record Moment(StoreView store, LoadReport customers) {

    /** The first flip has been proven: right after it a node may not know yet where the Service leads. */
    boolean isOpen() {
        return store.isIn("Soaking") || store.isIn("Live");
    }

    /** This image serves, proven. */
    boolean serves(String image) {
        return store.is("Ready") && store.liveImage().equals(image);
    }

    /** The release has failed for this reason, and this image serves on. */
    boolean failed(String reason, String image) {
        return store.is("Stalled")
                && store.condition("Ready").equals("False " + reason)
                && store.condition("Available").startsWith("True")
                && store.liveImage().equals(image);
    }
}
