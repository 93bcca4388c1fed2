package io.magentobluegreen.kill;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.magentobluegreen.cluster.RecordedSelector;
import io.magentobluegreen.cluster.record.LedgerCodec;
import io.magentobluegreen.cluster.record.Recorded;
import io.magentobluegreen.manifest.Names;
import io.magentobluegreen.release.ledger.Ledger;
import io.magentobluegreen.release.record.LiveRecord;
import io.magentobluegreen.release.record.SetRecord;
import io.magentobluegreen.release.record.Step;
import io.magentobluegreen.simulation.store.StoreImages;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/**
 * Looks at every state of the live Service, of the ledger and of the sets that the API server reports, and notes what must never be:
 * a Service that selects a set without proof, a record that has lost something, a live set that shrinks. Nobody but the operator
 * changes these objects.
 */
final class Promises implements AutoCloseable {
    /** A page that no customer asks for. */
    private static final String CHECKED = "/customer/account/login/";

    private final KubernetesClient client;
    private final String namespace;
    private final String store;
    private final StoreImages images;
    private final int size;
    private final List<String> broken = new CopyOnWriteArrayList<>();
    private final List<SharedIndexInformer<?>> informers;

    /**
     * @param store the name of the resource, and of its live Service
     * @param size the pods that the resource asks for
     */
    Promises(KubernetesClient client, String namespace, String store, StoreImages images, int size) {
        this.client = client;
        this.namespace = namespace;
        this.store = store;
        this.images = images;
        this.size = size;
        this.informers = List.of(
                client.services().inNamespace(namespace).withName(store).inform(new Changes<>(this::service)),
                client.configMaps()
                        .inNamespace(namespace)
                        .withName(Names.ledger(store))
                        .inform(new Changes<>(this::ledger)),
                client.apps().deployments().inNamespace(namespace).inform(new Changes<>(this::set)));
    }

    /** What must never be and was, each with what was seen. */
    List<String> broken() {
        return List.copyOf(broken);
    }

    private void service(Service before, Service after) {
        Optional<LiveRecord> found = Recorded.on(after);
        if (found.isEmpty()) {
            broken.add("the live Service has lost its record: "
                    + after.getMetadata().getAnnotations());
            return;
        }
        LiveRecord record = found.get();
        if (record.epoch() < Recorded.on(before).map(LiveRecord::epoch).orElse(0L)) {
            broken.add("the record goes back in time: " + before + " became " + after);
        }
        if (!RecordedSelector.isOn(after, store, record)) {
            broken.add("the Service selects " + after.getSpec().getSelector() + " and its record says " + record);
        }
        if (!Objects.equals(before.getSpec().getSelector(), after.getSpec().getSelector())) {
            record.live().ifPresent(this::isProven);
        }
    }

    /** Everything that was needed for it stays on record, so it is enough to look right after the flip. */
    private void isProven(LiveRecord.Slot live) {
        Deployment set = deployment(Names.set(store, live.revision())).get();
        Optional<SetRecord> record = Optional.ofNullable(set).flatMap(Recorded::on);
        if (record.filter(Promises::passedItsChecks).isEmpty()) {
            broken.add("the Service selects " + live + " of which is on record " + record);
        }
        if (!images.database().upgrades().contains(live.image())) {
            broken.add("the Service selects " + live + " and the database has seen "
                    + images.database().upgrades());
        }
        if (images.image(live.image()).asked(CHECKED) < size) {
            broken.add("the Service selects " + live + " of which not every pod was asked for a page");
        }
        if (set == null || set.getSpec().getReplicas() < size || ready(set) < size) {
            broken.add("the Service selects " + live + " which is of the wrong size: " + set);
        }
    }

    private static boolean passedItsChecks(SetRecord record) {
        return record.passed(Step.VERIFY) || record.passed(Step.BACK_CHECK);
    }

    private static int ready(Deployment set) {
        return Optional.ofNullable(set.getStatus().getReadyReplicas()).orElse(0);
    }

    private void ledger(ConfigMap before, ConfigMap after) {
        Optional<Ledger> found = LedgerCodec.read(after.getData());
        Optional<Ledger> earlier = LedgerCodec.read(before.getData());
        if (found.isEmpty() || earlier.filter(was -> hasLost(was, found.get())).isPresent()) {
            broken.add("the ledger has lost something: " + before.getData() + " became " + after.getData());
        }
    }

    private static boolean hasLost(Ledger was, Ledger is) {
        Optional<String> last = was.lastTouched().map(Ledger.Fact.Touched::job);
        return is.next() < was.next()
                || is.rebuilt()
                || last.filter(job -> !is.hasTouched(job)).isPresent()
                || last.filter(job -> was.hasEnded(job) && !is.hasEnded(job)).isPresent()
                || was.facts().stream()
                        .anyMatch(fact -> fact instanceof Ledger.Fact.Level level && !is.knows(level.image()));
    }

    private void set(Deployment before, Deployment after) {
        boolean shrinks = after.getSpec().getReplicas() < before.getSpec().getReplicas();
        if (shrinks && isLive(after)) {
            broken.add("the live set shrinks: " + after);
        }
        if (Recorded.on(before).isPresent() && Recorded.on(after).isEmpty()) {
            broken.add("the set has lost its record: " + after);
        }
    }

    private boolean isLive(Deployment set) {
        return Optional.ofNullable(
                        client.services().inNamespace(namespace).withName(store).get())
                .flatMap(Recorded::on)
                .flatMap(LiveRecord::live)
                .filter(live -> Names.set(store, live.revision())
                        .equals(set.getMetadata().getName()))
                .isPresent();
    }

    private Resource<Deployment> deployment(String name) {
        return client.apps().deployments().inNamespace(namespace).withName(name);
    }

    @Override
    public void close() {
        informers.forEach(SharedIndexInformer::close);
    }

    /** Every change, and a deletion of what is never deleted while it is live. */
    private final class Changes<T extends HasMetadata> implements ResourceEventHandler<T> {
        private final BiConsumer<T, T> look;

        Changes(BiConsumer<T, T> look) {
            this.look = look;
        }

        @Override
        public void onAdd(T object) {
            onUpdate(object, object);
        }

        @Override
        public void onUpdate(T before, T after) {
            try {
                look.accept(before, after);
            } catch (RuntimeException unseen) {
                broken.add("not looked at: " + unseen);
            }
        }

        @Override
        public void onDelete(T object, boolean unknown) {
            if (!(object instanceof Deployment set) || isLive(set)) {
                broken.add("deleted: " + object.getKind() + " "
                        + object.getMetadata().getName());
            }
        }
    }
}
