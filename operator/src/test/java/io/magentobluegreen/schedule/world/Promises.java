package io.magentobluegreen.schedule.world;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.magentobluegreen.LegacyObjects;
import io.magentobluegreen.api.MagentoRelease;
import io.magentobluegreen.cluster.record.LedgerCodec;
import io.magentobluegreen.manifest.Labels;
import io.magentobluegreen.release.ledger.Ledger;
import io.magentobluegreen.schedule.api.Kind;
import io.magentobluegreen.schedule.api.MemoryApi;
import io.magentobluegreen.schedule.cluster.Cluster;
import io.magentobluegreen.schedule.cluster.Database;
import java.util.Optional;

/** The promises of the product, looked at after every write, whoever made it; the first that is broken is kept. */
final class Promises implements MemoryApi.WriteListener {
    static final String OPERATOR = "operator";

    private final World world;
    private final SetPromises sets;
    private final ServicePromises services;
    private Optional<String> broken = Optional.empty();

    Promises(World world) {
        this.world = world;
        this.sets = new SetPromises(world, this::require);
        this.services = new ServicePromises(world, this::require);
    }

    /** Says what does not hold. */
    interface Require {
        void that(boolean holds, String promise);
    }

    Optional<String> broken() {
        return broken;
    }

    void require(boolean holds, String promise) {
        if (!holds && broken.isEmpty()) {
            broken = Optional.of(promise);
        }
    }

    @Override
    public void wrote(MemoryApi.Write write) {
        boolean ours = write.writer().startsWith(OPERATOR);
        switch (write.kind()) {
            case SERVICE -> {
                if (ours && write.object().getMetadata().getName().equals(Shop.NAME) && !isCollected(write)) {
                    services.wrote(
                            write.before().map(Service.class::cast),
                            write.after().map(Service.class::cast));
                }
            }
            case DEPLOYMENT -> {
                boolean legacy = write.object().getMetadata().getName().equals(LegacyObjects.NAME);
                require(!ours || !legacy, "1: the operator wrote what served before the adoption");
                if (ours && !legacy) {
                    sets.wrote(
                            write.before().map(Deployment.class::cast),
                            write.after().map(Deployment.class::cast));
                }
            }
            case JOB -> {
                if (ours && write.after().isEmpty()) {
                    deletes((Job) write.object());
                }
            }
            case POD -> {
                Pod pod = (Pod) write.object();
                if (write.before().isEmpty() && isUpgrade(pod)) {
                    begins(pod);
                } else if (write.after().isEmpty()
                        && world.truth().wasSilenced(pod.getMetadata().getName())
                        && !isKnown(pod)) {
                    world.cluster().database().isForgotten(Cluster.imageOf(pod));
                }
            }
            case RELEASE -> {
                if (write.after().isEmpty()) {
                    require(
                            world.cluster().database().running().isEmpty(),
                            "9: the resource went while an upgrade runs");
                } else if (ours && write.before().isPresent()) {
                    finalizer((MagentoRelease) write.before().get(), (MagentoRelease) write.object());
                }
            }
            case CONFIG_MAP -> {
                if (ours && write.object().getMetadata().getName().equals("shop-ledger")) {
                    ledger(write.before().map(ConfigMap.class::cast), (ConfigMap) write.object());
                }
            }
            case REPLICA_SET, SLICE, SECRET, EVENT -> {}
        }
    }

    /** Made by a call that slept until the resource was gone: its owner is no more, so it goes as well. */
    private boolean isCollected(MemoryApi.Write write) {
        return write.before().isEmpty()
                && world.shop().resource().isEmpty()
                && !write.object().getMetadata().getOwnerReferences().isEmpty();
    }

    private static boolean isUpgrade(Pod pod) {
        return "upgrade".equals(pod.getMetadata().getLabels().get(Labels.STEP));
    }

    /** It is written down that its upgrade ended well. */
    private boolean isKnown(Pod pod) {
        String job = pod.getMetadata().getOwnerReferences().get(0).getUid();
        return world.shop()
                .ledger()
                .flatMap(ledger -> ledger.verdict(job))
                .filter(Ledger.SUCCEEDED::equals)
                .isPresent();
    }

    /** 3. One at a time, known to the ledger, and of no image that is older than the database. */
    private void begins(Pod pod) {
        Database database = world.cluster().database();
        String job = pod.getMetadata().getOwnerReferences().get(0).getUid();
        String image = Cluster.imageOf(pod);
        require(database.running().isEmpty(), "3: two upgrades at once");
        require(
                world.truth().isExcused(Truth.Excuse.RECORDS_LOST)
                        || world.shop()
                                .ledger()
                                .filter(ledger -> ledger.hasTouched(job) && !ledger.hasEnded(job))
                                .isPresent(),
                "3: an upgrade began that the ledger does not know");
        boolean accepted = world.truth().isExcused(Truth.Excuse.ACCEPTED);
        require(accepted || Database.levelOf(image) >= database.level(), "3: an older image upgrades a newer database");
        require(
                accepted || world.truth().isExcused(Truth.Excuse.RECORDS_LOST) || database.succeeded(image) == 0,
                "3: the upgrade of one image succeeded, and begins again");
        require(
                world.shop()
                        .resource()
                        .filter(resource ->
                                !resource.getMetadata().getFinalizers().isEmpty())
                        .isPresent(),
                "9: an upgrade begins on a resource that may vanish");
    }

    private void deletes(Job job) {
        boolean runs = "upgrade".equals(job.getMetadata().getLabels().get(Labels.STEP))
                && !Boolean.TRUE.equals(job.getSpec().getSuspend())
                && job.getStatus() != null
                && job.getStatus().getConditions().isEmpty();
        require(!runs, "3: a running upgrade was killed");
    }

    private void finalizer(MagentoRelease before, MagentoRelease after) {
        boolean taken = !before.getMetadata().getFinalizers().isEmpty()
                && after.getMetadata().getFinalizers().isEmpty();
        require(
                !taken || world.cluster().database().running().isEmpty(),
                "9: the finalizer went while an upgrade runs");
    }

    /** 3, 6. A number is never given out again, and an open upgrade is never written over. */
    private void ledger(Optional<ConfigMap> before, ConfigMap after) {
        Optional<Ledger> old = before.map(ConfigMap::getData).flatMap(LedgerCodec::read);
        Optional<Ledger> next = LedgerCodec.read(after.getData());
        if (old.isEmpty() || next.isEmpty()) {
            return;
        }
        require(next.get().next() >= old.get().next(), "6: a release's number is given out again");
        old.get().open().ifPresent(open -> {
            boolean kept = next.get().hasTouched(open.job());
            boolean runs = world.cluster().database().running().stream()
                    .anyMatch(pod -> world.api().store().find(Kind.POD, pod).stream()
                            .anyMatch(found -> found.getMetadata()
                                    .getOwnerReferences()
                                    .get(0)
                                    .getUid()
                                    .equals(open.job())));
            require(kept || !runs, "3: an upgrade that runs was taken out of the ledger");
            require(!runs || !next.get().hasEnded(open.job()), "3: an upgrade that runs was written down as ended");
        });
    }
}
