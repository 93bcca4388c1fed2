package io.magentobluegreen.release.gate;

import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.record.ReleaseName;
import io.magentobluegreen.release.record.SetRecord;
import java.util.Optional;

/** What the command annotations mean now. One that names nothing current means nothing. */
public final class Intents {
    private Intents() {}

    public static boolean aborts(Turn turn, SetRecord record) {
        return names(turn.want().commands().abort(), record.release());
    }

    /** Names the live release; where going back from it has failed, that command stands still, and it names {@link #again}. */
    public static boolean rollsBack(Turn turn, SetRecord live) {
        Optional<String> named = turn.want().commands().rollback().map(String::strip);
        return live.outcome()
                        .filter(outcome -> outcome == Outcome.ROLLBACK_FAILED)
                        .isPresent()
                ? named.isPresent() && named.equals(again(turn, live))
                : names(named, live.release());
    }

    /**
     * What a rollback has to name once one has failed: the live release and the next number, so something that no release is
     * ever called and that is over once the number is taken. Empty where live is not what is asked for.
     */
    public static Optional<String> again(Turn turn, SetRecord live) {
        String revision = live.release().revision();
        return turn.seen()
                .ledger()
                .filter(known -> turn.want().wants(revision))
                .map(known -> live.release() + "/" + new ReleaseName(revision, known.next()));
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
                .filter(named -> named.number() > newest(turn))
                .isPresent();
    }

    /** Of all releases that began: a command that names none after them is an old one. */
    private static int newest(Turn turn) {
        return turn.seen().sets().values().stream()
                .flatMap(set -> set.record().stream())
                .mapToInt(record -> record.release().number())
                .max()
                .orElse(0);
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
