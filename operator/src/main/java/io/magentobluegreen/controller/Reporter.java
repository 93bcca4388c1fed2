package io.magentobluegreen.controller;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.magentobluegreen.api.MagentoRelease;
import io.magentobluegreen.api.MagentoReleaseStatus;
import io.magentobluegreen.api.status.CommandsStatus;
import io.magentobluegreen.cluster.StoreKey;
import io.magentobluegreen.controller.measure.ReleaseChanges;
import io.magentobluegreen.controller.measure.ReleaseListener;
import io.magentobluegreen.controller.measure.Standing;
import io.magentobluegreen.manifest.Names;
import io.magentobluegreen.release.plan.Action;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers commands, tells what goes on failing beside, writes the status when it differs from the last one, and logs each
 * change of phase once.
 */
final class Reporter {
    private static final Logger LOG = LoggerFactory.getLogger(Reporter.class);

    private final KubernetesClient client;
    private final ReleaseListener listener;
    private final Map<StoreKey, Written> written = new ConcurrentHashMap<>();
    private final Failures failures = new Failures();

    Reporter(KubernetesClient client, ReleaseListener listener) {
        this.client = client;
        this.listener = listener;
    }

    /** @param uid of the resource: one made anew with the same name has no past */
    private record Written(String uid, long version, MagentoReleaseStatus status) {}

    void forget(StoreKey store) {
        written.remove(store);
        failures.forget(store);
        listener.gone(store);
    }

    void report(MagentoRelease resource, Turns.Last turn, Instant now) {
        StoreKey store = StoreKey.of(resource);
        String uid = resource.getMetadata().getUid();
        Optional<Written> last =
                Optional.ofNullable(written.get(store)).filter(own -> own.uid().equals(uid));
        Optional<MagentoReleaseStatus> shown = shown(resource, last);
        Optional<MagentoReleaseStatus> before = shown.filter(status -> !isWiped(status))
                .or(() -> last.map(Written::status))
                .or(() -> shown);
        Long generation = resource.getMetadata().getGeneration();
        List<Action> failing = failures.news(store, turn.problems());
        if (!failing.isEmpty()) {
            turn.work().carryOut(failing);
        }
        StatusScene scene = new StatusScene(generation, turn.want(), turn.seen(), turn.plan(), before, now);
        MagentoReleaseStatus next = new StatusReport(scene, answered(turn, before)).status();
        listener.stands(store, Standing.of(next));
        if (shown.filter(next::equals).isPresent()) {
            return;
        }
        turn.work().carryOut(ConditionEvents.between(scene, next));
        logPhase(store, before, next);
        write(resource, next).ifPresent(at -> {
            written.put(store, new Written(uid, at, next));
            new ReleaseChanges(before, next, turn.seen(), now).tell(listener);
        });
    }

    /** As the API server has it: a cached resource may be older than what was written last. */
    private static Optional<MagentoReleaseStatus> shown(MagentoRelease resource, Optional<Written> last) {
        long cached = version(resource);
        return last.filter(own -> cached < own.version())
                .map(Written::status)
                .or(() -> Optional.ofNullable(resource.getStatus()));
    }

    /** Every status that was ever written has conditions: somebody took it away, or put another object in its place. */
    static boolean isWiped(MagentoReleaseStatus status) {
        return status == null || status.conditions().isEmpty();
    }

    private static long version(MagentoRelease resource) {
        String text = resource.getMetadata().getResourceVersion();
        return text != null && text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    }

    /** Answers the commands that name nothing current; one whose answer could not be sent is answered the next time. */
    private static CommandsStatus answered(Turns.Last turn, Optional<MagentoReleaseStatus> before) {
        CommandsStatus known = before.map(MagentoReleaseStatus::commands).orElse(null);
        CommandEvents events = new CommandEvents(turn.want(), turn.seen(), known);
        List<Action> news = List.copyOf(events.news());
        return news.isEmpty() || turn.work().carryOut(news).isEmpty() ? events.judged() : known;
    }

    private static void logPhase(StoreKey store, Optional<MagentoReleaseStatus> before, MagentoReleaseStatus next) {
        boolean another = before.filter(old -> next.phase().equals(old.phase())).isEmpty();
        if (another) {
            LOG.atInfo()
                    .addKeyValue("namespace", store.namespace())
                    .addKeyValue("name", store.name())
                    .addKeyValue("phase", next.phase())
                    .log("Phase changed: {}", next.message());
        }
    }

    /**
     * Applies a fresh object with nothing but name and status: no write of ours depends on how old the cache is, and what
     * is no longer said goes. The UID keeps it off a resource that was made anew meanwhile.
     *
     * @return the version that it made; empty when the resource is gone or another one
     */
    private Optional<Long> write(MagentoRelease resource, MagentoReleaseStatus status) {
        MagentoRelease fresh = new MagentoRelease();
        fresh.setMetadata(new ObjectMetaBuilder()
                .withNamespace(resource.getMetadata().getNamespace())
                .withName(resource.getMetadata().getName())
                .withUid(resource.getMetadata().getUid())
                .build());
        fresh.setStatus(status);
        try {
            return Optional.of(version(client.resource(fresh)
                    .subresource("status")
                    .patch(new PatchContext.Builder()
                            .withPatchType(PatchType.SERVER_SIDE_APPLY)
                            .withFieldManager(Names.OPERATOR)
                            .withForce(true)
                            .build())));
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND || e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
