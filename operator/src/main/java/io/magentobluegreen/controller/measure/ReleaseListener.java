package io.magentobluegreen.controller.measure;

import io.magentobluegreen.cluster.StoreKey;

/** Is told how stores stand and what became of their releases, on a reconciler's thread: it must not wait. */
public interface ReleaseListener {
    /** Whoever counts nothing. */
    ReleaseListener NONE = new ReleaseListener() {
        @Override
        public void stands(StoreKey store, Standing standing) {}

        @Override
        public void ended(EndedRelease release) {}

        @Override
        public void switched(Switch how) {}

        @Override
        public void gone(StoreKey store) {}
    };

    /** After each look at a store, also when nothing has changed. */
    void stands(StoreKey store, Standing standing);

    /** Once for each release, by whichever process wrote its end into the status. */
    void ended(EndedRelease release);

    /** Once for each change of the live set that a status tells of. */
    void switched(Switch how);

    /** The store's resource was deleted. */
    void gone(StoreKey store);
}
