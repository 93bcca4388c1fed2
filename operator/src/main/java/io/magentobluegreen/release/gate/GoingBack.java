package io.magentobluegreen.release.gate;

import io.magentobluegreen.release.ledger.Ledger;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.Outcome;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.seen.SetView;
import java.util.Optional;

/** When live may be left for the previous set without a person asking for it. */
public final class GoingBack {
    private GoingBack() {}

    /**
     * The previous set may serve and is still what was proven, and nothing touched the database since live was flipped to: a newer upgrade might have
     * made it unfit for the previous image.
     */
    public static boolean permitted(LiveRecord live, Optional<SetView> previous, Optional<Ledger> ledger) {
        return previous.filter(SetView::isProven)
                        .flatMap(SetView::record)
                        .flatMap(SetRecord::outcome)
                        .filter(Outcome::mayServe)
                        .isPresent()
                && ledger.filter(known -> untouched(live, known)).isPresent();
    }

    /**
     * What the Service selected before it was adopted may have the traffic back: nothing touched the database since the
     * flip. Its code need not have the flag that lets it serve on a newer one, so here a touch by live's own image counts, too.
     */
    public static boolean toAdopted(LiveRecord live, Optional<Ledger> ledger) {
        return live.live().isPresent()
                && live.adopted().isPresent()
                && ledger.filter(known -> known.open().isEmpty())
                        .filter(known -> known.lastTouched()
                                .map(last -> last.job().equals(live.database()))
                                .orElse(true))
                        .isPresent();
    }

    private static boolean untouched(LiveRecord live, Ledger ledger) {
        Optional<Ledger.Fact.Touched> last = ledger.lastTouched();
        return last.isEmpty()
                || last.get().job().equals(live.database())
                || live.live()
                        .filter(slot -> slot.image().equals(last.get().image()))
                        .isPresent();
    }
}
