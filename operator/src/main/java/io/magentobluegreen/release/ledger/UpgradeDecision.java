package io.magentobluegreen.release.ledger;

/**
 * Whether the database is upgraded for an image, as the ledger's rules say.
 *
 * @param acceptable the image that {@code upgrade.acceptDatabaseOf} has to name to end the waiting; "" where nobody waits
 */
public record UpgradeDecision(Kind kind, String acceptable) {
    /** What follows. */
    public enum Kind {
        /** Nothing is due: the image and the database are level. */
        LEVEL(false),
        /** The image is older than the database: never an upgrade; it goes on without one. */
        OLDER(false),
        /** {@code mode: Never} where the ledger would have waited: goes on, not level. */
        LEFT_ALONE(false),
        UPGRADE(false),
        /** Another image touched the database last: a person has to say that this one may. */
        DATABASE_AHEAD(true),
        /** The database holds what the image's code lacks: a person has to say that it may all the same. */
        DATABASE_NEWER(true),
        /** {@code mode: Never}, and one is due. */
        REFUSED(false);

        private final boolean waits;

        Kind(boolean waits) {
            this.waits = waits;
        }

        public boolean waits() {
            return waits;
        }
    }

    static UpgradeDecision of(Kind kind) {
        return new UpgradeDecision(kind, "");
    }
}
