package io.magentobluegreen.release.record;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Which set is live, kept on the live Service beside the selector that it decides. The selector is compared with it,
 * never read as it.
 *
 * @param live empty before the first flip
 * @param previous the set that was live before
 * @param cutoverAt when this record's flip was written; null before the first
 * @param epoch raised by every flip, and by giving one up: whoever slept with an older one gets a conflict
 * @param database UID of the upgrade Job that touched the database last when the flip was written, or ""
 * @param lost how a set's release ended whose Deployment is gone, so that it is not released again by itself
 * @param adopted what an adopted Service selected before: it serves while nothing is live, and is the previous of the first
 *     release until its window ends
 * @param switching while it lasts the Service selects both sets, and live is the one that is to be left
 */
public record LiveRecord(
        Optional<Slot> live,
        Optional<Slot> previous,
        Instant cutoverAt,
        long epoch,
        String database,
        Optional<Lost> lost,
        Optional<Switch> switching,
        Optional<Adopted> adopted) {
    /** Where a flip goes that gives an adopted Service back what it selected before. */
    public static final String ADOPTED = "";

    /** A set as the record remembers it: its size is the {@code web.replicas} last applied, what it is re-created with. */
    public record Slot(ReleaseName release, String image, Colour colour, int promotions, int size) {
        public String revision() {
            return release.revision();
        }

        Slot sized(int other) {
            return new Slot(release, image, colour, promotions, other);
        }
    }

    /** The ending of a release whose Deployment was deleted. */
    public record Lost(ReleaseName release, Ending ending) {
        public Lost asLeft() {
            return new Lost(release, ending.asLeft());
        }
    }

    /** A switch under way: both sets are selected, until then at the latest. */
    public record Switch(ReleaseName to, Instant until) {
        public String revision() {
            return to.revision();
        }
    }

    /**
     * How an adopted Service sent its traffic before: to pods that are none of ours and are never touched.
     *
     * @param targetPort of its one port, as it was written there
     */
    public record Adopted(Map<String, String> selector, String targetPort) {
        public Adopted {
            selector = Map.copyOf(selector);
        }
    }

    /** One without a switch under way, of a Service that was not adopted. */
    public LiveRecord(
            Optional<Slot> live,
            Optional<Slot> previous,
            Instant cutoverAt,
            long epoch,
            String database,
            Optional<Lost> lost) {
        this(live, previous, cutoverAt, epoch, database, lost, Optional.empty(), Optional.empty());
    }

    /** The record that the first release creates the Service with. */
    public static LiveRecord none() {
        return new LiveRecord(Optional.empty(), Optional.empty(), null, 0, "", Optional.empty());
    }

    /** The record of a Service that serves already and is taken over as it is. */
    public static LiveRecord adopting(Adopted found) {
        return none().with(Optional.of(found));
    }

    private LiveRecord with(Optional<Adopted> other) {
        return new LiveRecord(live, previous, cutoverAt, epoch, database, lost, switching, other);
    }

    /** What the Service selected before it was adopted is what it selects now. */
    public boolean servesAdopted() {
        return live.isEmpty() && adopted.isPresent();
    }

    public boolean isLive(String revision) {
        return live.filter(slot -> slot.revision().equals(revision)).isPresent();
    }

    public boolean isPrevious(String revision) {
        return previous.filter(slot -> slot.revision().equals(revision)).isPresent();
    }

    /** The set is being switched to, and selected beside live. */
    public boolean isSwitchedTo(String revision) {
        return switching.filter(to -> to.revision().equals(revision)).isPresent();
    }

    public LiveRecord flippedTo(Slot next, String touched, Instant now) {
        Optional<Adopted> before = live.isEmpty() ? adopted : Optional.empty();
        return new LiveRecord(Optional.of(next), live, now, epoch + 1, touched, lost).with(before);
    }

    public LiveRecord nextEpoch() {
        return new LiveRecord(live, previous, cutoverAt, epoch + 1, database, lost, switching, adopted);
    }

    /** Both are selected from now on. */
    public LiveRecord overlapping(ReleaseName to, Instant until) {
        return new LiveRecord(
                live, previous, cutoverAt, epoch + 1, database, lost, Optional.of(new Switch(to, until)), adopted);
    }

    /** The switch under way has ended on what was live. */
    public LiveRecord stayingOnLive() {
        return new LiveRecord(live, previous, cutoverAt, epoch + 1, database, lost).with(adopted);
    }

    /** The traffic goes back to what the Service selected before it was adopted. */
    public LiveRecord backToAdopted(Instant now) {
        return new LiveRecord(Optional.empty(), Optional.empty(), now, epoch + 1, database, lost).with(adopted);
    }

    /** From now on nothing goes back there; whoever slept with another intent gets a conflict. */
    public LiveRecord forgettingAdopted() {
        return nextEpoch().with(Optional.empty());
    }

    /** What is remembered of live's size. */
    public LiveRecord sized(int size) {
        return new LiveRecord(
                live.map(slot -> slot.sized(size)), previous, cutoverAt, epoch, database, lost, switching, adopted);
    }

    public LiveRecord losing(Lost ended) {
        return new LiveRecord(live, previous, cutoverAt, epoch, database, Optional.of(ended), switching, adopted);
    }
}
