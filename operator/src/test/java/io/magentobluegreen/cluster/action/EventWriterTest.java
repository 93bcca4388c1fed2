package io.magentobluegreen.cluster.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.Event;
import io.magentobluegreen.NeedsRealApiServer;
import io.magentobluegreen.cluster.OwnWrites;
import io.magentobluegreen.cluster.TestStore;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Events are said once, by whatever process, and never again and again. */
@NeedsRealApiServer
class EventWriterTest {
    private final TestStore store = TestStore.create();
    private final EventWriter events = writer(TestStore.CLOCK);

    @Test
    void raisesTheCountOfWhatIsSaidAgainLater() {
        say(events, "PurgeFailed", "no answer");
        say(events, "Promoted", "it serves");

        say(events, "PurgeFailed", "no answer");

        assertThat(said())
                .extracting(Event::getReason, Event::getCount)
                .containsExactlyInAnyOrder(tuple("PurgeFailed", 2), tuple("Promoted", 1));
    }

    @Test
    void isSilentAboutWhatIsSaidAgainAtOnce() {
        say(events, "SharedDependency", "both fail");

        say(events, "SharedDependency", "both fail");

        assertThat(said()).extracting(Event::getCount).containsExactly(1);
    }

    @Test
    void raisesTheCountOfWhatAnotherProcessSaid() {
        say(events, "Promoted", "it serves");

        say(writer(Clock.offset(TestStore.CLOCK, Duration.ofSeconds(5))), "Promoted", "it serves");

        assertThat(said())
                .extracting(Event::getCount, Event::getLastTimestamp)
                .containsExactly(tuple(2, "2026-11-23T12:00:05Z"));
    }

    @Test
    void isSilentWhileTheSameGoesOnBeingSaid() {
        AtomicReference<Instant> now = new AtomicReference<>(TestStore.NOW);
        EventWriter patient = writer(new MovingClock(now));

        for (int round = 0; round < 20; round++) {
            say(patient, "SharedDependency", "both fail");
            now.updateAndGet(then -> then.plusSeconds(50));
        }

        assertThat(said()).extracting(Event::getCount).containsExactly(1);
    }

    @Test
    void cutsBytesAndNeverACharacter() {
        say(events, "Promoted", "a" + "\uD83D\uDE00".repeat(600));

        String message = said().get(0).getMessage();
        assertThat(message).endsWith("\uD83D\uDE00…");
        assertThat(message.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(1020, 1024);
    }

    private void say(EventWriter writer, String reason, String message) {
        writer.announce(store.resource(), true, reason, message);
    }

    private EventWriter writer(Clock clock) {
        return new EventWriter(new ApiServer(store.operator(), new OwnWrites()), clock);
    }

    private List<Event> said() {
        return store.client()
                .v1()
                .events()
                .inNamespace(store.namespace())
                .list()
                .getItems();
    }

    /** Shows the time that the test set. */
    private static final class MovingClock extends Clock {
        private final AtomicReference<Instant> now;

        MovingClock(AtomicReference<Instant> now) {
            this.now = now;
        }

        @Override
        public Instant instant() {
            return now.get();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
