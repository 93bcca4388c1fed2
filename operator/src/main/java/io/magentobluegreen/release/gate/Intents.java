package io.magentobluegreen.release.gate;

import io.magentobluegreen.release.record.ReleaseName;
import io.magentobluegreen.release.record.SetRecord;
import java.util.Optional;

/** What the command annotations mean now. One that names nothing current means nothing. */
public final class Intents {
    private Intents() {}

    public static boolean aborts(Turn turn, SetRecord record) {
        return names(turn.want().commands().abort(), record.release());
    }

    /** Names the live release. */
    public static boolean rollsBack(Turn turn, SetRecord live) {
        return names(turn.want().commands().rollback(), live.release());
    }

    /**
     * Names an attempt of the wanted revision that has not been. The number may have been taken already: by an attempt
     * that was cut off before its set knew of it, and so never began.
     */
    public static boolean retries(Turn turn, int last) {
        return turn.want()
                .commands()
                .retry()
                .flatMap(ReleaseName::parse)
                .filter(named -> turn.want().wants(named.revision()))
                .filter(named ->
                        named.number() > last && named.number() <= turn.ledger().next())
                .isPresent();
    }

    /** For a set whose record, and so its last attempt, is not known: only a number that nobody has had is no stale one. */
    public static boolean retriesLost(Turn turn) {
        return turn.want()
                .commands()
                .retry()
                .flatMap(ReleaseName::parse)
                .filter(named -> turn.want().wants(named.revision()))
                .filter(named -> named.number() == turn.ledger().next())
                .isPresent();
    }

    public static boolean approves(Turn turn, SetRecord record) {
        return names(turn.want().commands().approve(), record.release());
    }

    private static boolean names(Optional<String> command, ReleaseName release) {
        return command.map(String::strip).filter(release.toString()::equals).isPresent();
    }
}
