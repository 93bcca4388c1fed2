package io.magentobluegreen.cluster.action;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.magentobluegreen.api.MagentoRelease;
import io.magentobluegreen.manifest.Names;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Events on the resource, core/v1 as {@code kubectl describe} shows them. Safe from every thread; one for the process.
 *
 * <p>An Event is named after what it says: the same one said again within its life, by this process or another, raises the
 * count of the first. What goes on being said, with nothing else between and never a minute's silence, is no news.
 */
public final class EventWriter {
    private static final int REMEMBERED = 1000;
    private static final Duration NO_NEWS = Duration.ofMinutes(1);
    private static final int NAME_BYTES = 8;
    /** What events.k8s.io allows a note; core/v1 would take any length, and nobody reads on. */
    private static final int LONGEST_BYTES = 1024;

    private static final String CUT = "…";

    private final ApiServer api;
    private final Clock clock;
    private final Map<String, Last> lastOf = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Last> eldest) {
            return size() > REMEMBERED;
        }
    });

    public EventWriter(ApiServer api, Clock clock) {
        this.api = api;
        this.clock = clock;
    }

    private record Said(String uid, boolean warning, String reason, String message) {
        /** The same for the same words of the same resource. */
        String name(String resource) {
            try {
                byte[] text = (uid + "\n" + warning + "\n" + reason + "\n" + message).getBytes(StandardCharsets.UTF_8);
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
                return resource + "." + HexFormat.of().formatHex(digest, 0, NAME_BYTES);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("An Event got no name", e);
            }
        }
    }

    private record Last(Said said, Instant at) {}

    public void announce(MagentoRelease about, boolean warning, String reason, String message) {
        Said said = new Said(about.getMetadata().getUid(), warning, reason, message);
        Last last = lastOf.get(said.uid());
        Instant now = clock.instant();
        if (last != null && last.said().equals(said) && now.isBefore(last.at().plus(NO_NEWS))) {
            lastOf.put(said.uid(), new Last(said, now));
            return;
        }
        Event event = event(about, said);
        if (api.create(event).isEmpty()) {
            again(event);
        }
        lastOf.put(said.uid(), new Last(said, now));
    }

    private void again(Event said) {
        String namespace = said.getMetadata().getNamespace();
        Optional<Event> before =
                api.get(Event.class, namespace, said.getMetadata().getName());
        if (before.isEmpty()) {
            // Events live for an hour: it went meanwhile.
            api.create(said);
            return;
        }
        int count = before.get().getCount() == null ? 1 : before.get().getCount();
        api.merge(
                before.get(),
                api.client()
                        .getKubernetesSerialization()
                        .asJson(Map.of("count", count + 1, "lastTimestamp", said.getLastTimestamp())));
    }

    private Event event(MagentoRelease about, Said said) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return new EventBuilder()
                .withNewMetadata()
                .withName(said.name(about.getMetadata().getName()))
                .withNamespace(about.getMetadata().getNamespace())
                .endMetadata()
                .withNewInvolvedObject()
                .withApiVersion(about.getApiVersion())
                .withKind(about.getKind())
                .withName(about.getMetadata().getName())
                .withNamespace(about.getMetadata().getNamespace())
                .withUid(said.uid())
                .endInvolvedObject()
                .withType(said.warning() ? "Warning" : "Normal")
                .withReason(said.reason())
                .withMessage(cut(said.message()))
                .withNewSource()
                .withComponent(Names.OPERATOR)
                .endSource()
                .withReportingComponent(Names.OPERATOR)
                .withFirstTimestamp(now.toString())
                .withLastTimestamp(now.toString())
                .withCount(1)
                .build();
    }

    private static String cut(String message) {
        return bytes(message) <= LONGEST_BYTES ? message : beginning(message, LONGEST_BYTES - bytes(CUT)) + CUT;
    }

    /** As many whole characters as the bytes hold. */
    private static String beginning(String message, int bytes) {
        int end = 0;
        int left = bytes;
        while (left > 0) {
            String next = Character.toString(message.codePointAt(end));
            left -= bytes(next);
            end += left < 0 ? 0 : next.length();
        }
        return message.substring(0, end);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
