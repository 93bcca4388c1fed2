package io.magentobluegreen.schedule.api;

import static java.net.HttpURLConnection.HTTP_CONFLICT;
import static java.net.HttpURLConnection.HTTP_NOT_FOUND;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The rules of an API server, as far as the operator leans on them: one version for each write, refused stale ones,
 * generations, finalizers, preconditions, the status as a part of its own.
 */
public final class MemoryApi {
    private static final int UNPROCESSABLE = 422;

    private final ObjectStore store;
    private final Supplier<Instant> clock;
    private final WriteListener listener;

    /** @param listener told of every write right after it */
    public MemoryApi(ObjectStore store, Supplier<Instant> clock, WriteListener listener) {
        this.store = store;
        this.clock = clock;
        this.listener = listener;
    }

    public ObjectStore store() {
        return store;
    }

    /** Carries a request out that {@code writer} makes. */
    public ApiAnswer answer(String writer, ApiRequest request) {
        return switch (request.verb()) {
            case GET ->
                store.find(request.kind(), request.name()).map(ApiAnswer::ok).orElseGet(MemoryApi::absent);
            case LIST -> ApiAnswer.ok(request.kind().list(Selected.of(store.all(request.kind()), request.selector())));
            case CREATE -> create(writer, Bodies.read(request));
            case UPDATE -> update(writer, Bodies.read(request), true);
            case MERGE -> merge(writer, request);
            case APPLY_STATUS -> status(writer, Bodies.read(request));
            case DELETE -> delete(writer, request.kind(), request.name(), Bodies.preconditions(request));
        };
    }

    private static ApiAnswer absent() {
        return ApiAnswer.failed(HTTP_NOT_FOUND, "NotFound");
    }

    private static ApiAnswer conflict() {
        return ApiAnswer.failed(HTTP_CONFLICT, "Conflict");
    }

    /** @param object not shared with anybody: it becomes the stored one */
    public ApiAnswer create(String writer, HasMetadata object) {
        Kind kind = Kind.of(object);
        ObjectMeta metadata = object.getMetadata();
        if (store.find(kind, metadata.getName()).isPresent()) {
            return ApiAnswer.failed(HTTP_CONFLICT, "AlreadyExists");
        }
        metadata.setUid(store.nextUid());
        metadata.setGeneration(1L);
        metadata.setCreationTimestamp(stamp());
        metadata.setDeletionTimestamp(null);
        Parts.of(kind).born(object, store.version());
        return ApiAnswer.created(put(writer, null, object));
    }

    /**
     * Everything but the status, which stays.
     *
     * @param object not shared with anybody: it becomes the stored one
     * @param demanding whether the version that it carries has to be the current one
     */
    public ApiAnswer update(String writer, HasMetadata object, boolean demanding) {
        Kind kind = Kind.of(object);
        Optional<HasMetadata> found = store.find(kind, object.getMetadata().getName());
        if (found.isEmpty()) {
            return absent();
        }
        HasMetadata before = found.get();
        if (demanding && isStale(before.getMetadata(), object.getMetadata())) {
            return conflict();
        }
        if (addsFinalizer(before.getMetadata(), object.getMetadata())) {
            return ApiAnswer.failed(UNPROCESSABLE, "Invalid");
        }
        Parts parts = Parts.of(kind);
        parts.keepStatus(before, object);
        keep(before.getMetadata(), object.getMetadata());
        if (object.equals(before)) {
            return ApiAnswer.ok(before);
        }
        if (parts.isAnotherGeneration(before, object)) {
            object.getMetadata().setGeneration(before.getMetadata().getGeneration() + 1);
        }
        return ApiAnswer.ok(put(writer, before, object));
    }

    private static boolean addsFinalizer(ObjectMeta before, ObjectMeta after) {
        return before.getDeletionTimestamp() != null && !before.getFinalizers().containsAll(after.getFinalizers());
    }

    private static boolean isStale(ObjectMeta now, ObjectMeta carried) {
        boolean version = carried.getResourceVersion() != null
                && !carried.getResourceVersion().equals(now.getResourceVersion());
        boolean uid = carried.getUid() != null && !carried.getUid().equals(now.getUid());
        return version || uid;
    }

    private static void keep(ObjectMeta before, ObjectMeta after) {
        after.setUid(before.getUid());
        after.setCreationTimestamp(before.getCreationTimestamp());
        after.setDeletionTimestamp(before.getDeletionTimestamp());
        after.setDeletionGracePeriodSeconds(before.getDeletionGracePeriodSeconds());
        after.setGeneration(before.getGeneration());
        after.setResourceVersion(before.getResourceVersion());
    }

    private ApiAnswer merge(String writer, ApiRequest request) {
        Optional<HasMetadata> before = store.find(request.kind(), request.name());
        return before.map(object -> Bodies.merged(object, request))
                .map(merged -> update(writer, merged, true))
                .orElseGet(MemoryApi::absent);
    }

    /** Only the status, as one manager applies it: what it does not say goes. */
    public ApiAnswer status(String writer, HasMetadata applied) {
        Kind kind = Kind.of(applied);
        Optional<HasMetadata> found = store.find(kind, applied.getMetadata().getName());
        if (found.isEmpty()) {
            return absent();
        }
        HasMetadata before = found.get();
        String uid = applied.getMetadata().getUid();
        if (uid != null && !uid.equals(before.getMetadata().getUid())) {
            return conflict();
        }
        HasMetadata after = Parts.of(kind).withStatusOf(before, applied);
        return ApiAnswer.ok(after.equals(before) ? before : put(writer, before, after));
    }

    /** Removes the object, or marks it where finalizers hold it. */
    public ApiAnswer delete(String writer, Kind kind, String name, Preconditions only) {
        Optional<HasMetadata> found = store.find(kind, name);
        if (found.isEmpty()) {
            return absent();
        }
        HasMetadata before = found.get();
        if (!only.fit(before.getMetadata())) {
            return conflict();
        }
        if (before.getMetadata().getFinalizers().isEmpty()) {
            remove(writer, before);
            return ApiAnswer.ok(before);
        }
        if (before.getMetadata().getDeletionTimestamp() != null) {
            return ApiAnswer.ok(before);
        }
        HasMetadata marked = Parts.of(kind).copy(before);
        marked.getMetadata().setDeletionTimestamp(stamp());
        return ApiAnswer.ok(put(writer, before, marked));
    }

    private HasMetadata put(String writer, HasMetadata before, HasMetadata after) {
        after.getMetadata().setResourceVersion(store.nextVersion());
        boolean leaves = after.getMetadata().getDeletionTimestamp() != null
                && after.getMetadata().getFinalizers().isEmpty();
        if (leaves) {
            remove(writer, before);
            return after;
        }
        store.put(Kind.of(after), after);
        listener.wrote(new Write(writer, Optional.ofNullable(before), Optional.of(after)));
        return after;
    }

    private void remove(String writer, HasMetadata object) {
        store.remove(Kind.of(object), object.getMetadata().getName());
        listener.wrote(new Write(writer, Optional.of(object), Optional.empty()));
    }

    Instant now() {
        return clock.get();
    }

    private String stamp() {
        return now().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** One write, as the store has it. */
    public record Write(String writer, Optional<HasMetadata> before, Optional<HasMetadata> after) {
        public HasMetadata object() {
            return after.or(() -> before).orElseThrow();
        }

        public Kind kind() {
            return Kind.of(object());
        }
    }

    /** Who hears of writes. */
    public interface WriteListener {
        void wrote(Write write);
    }

    /**
     * What a deletion demands.
     *
     * @param uid null: any
     * @param version null: any
     */
    public record Preconditions(String uid, String version) {
        public static final Preconditions NONE = new Preconditions(null, null);

        boolean fit(ObjectMeta metadata) {
            return (uid == null || Objects.equals(uid, metadata.getUid()))
                    && (version == null || Objects.equals(version, metadata.getResourceVersion()));
        }
    }

    /** The objects of a kind whose labels a selector picks. */
    private static final class Selected {
        private Selected() {}

        static List<HasMetadata> of(Collection<HasMetadata> all, String selector) {
            return all.stream().filter(object -> picks(selector, object)).toList();
        }

        private static boolean picks(String selector, HasMetadata object) {
            if (selector.isEmpty()) {
                return true;
            }
            Map<String, String> labels = object.getMetadata().getLabels();
            for (String part : selector.split(",")) {
                int equals = part.indexOf('=');
                String key = equals < 0 ? part : part.substring(0, equals);
                String value = labels == null ? null : labels.get(key);
                if (value == null || equals >= 0 && !value.equals(part.substring(equals + 1))) {
                    return false;
                }
            }
            return true;
        }
    }
}
